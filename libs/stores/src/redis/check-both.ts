import type { Store } from '../store.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { readNumber } from './read-answer.ts'
import type { RedisConnection } from './redis-connection.ts'

/** Resolves when SQL and Redis answer, reads and writes. Rejects with an error that names which of them do not. */
export async function checkBoth(sql: Store, redis: RedisConnection, prefix: string): Promise<void> {
  // Changes nothing, and a server that takes no writes, or has no memory left, refuses it.
  const write = redis.ask(['ZADD', `${prefix}limits`, 'XX', '0', ''], readNumber)
  const outcomes = await Promise.allSettled([sql.check(), write])
  const failed = outcomes.flatMap((outcome, index) =>
    outcome.status === 'rejected' ? [{ name: index === 0 ? 'sql' : 'redis', cause: outcome.reason as unknown }] : [],
  )
  if (failed[0] === undefined) return
  const troubled = failed.map(({ name }) => name)
  throw new StoreUnavailable(`In trouble: ${troubled.join(' and ')}`, { cause: failed[0].cause, troubled })
}
