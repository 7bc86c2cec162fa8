import { setTimeout as delay } from 'node:timers/promises'
import { isLedger } from '../session-ledger.ts'
import type { Store } from '../store.ts'
import { StoreRefused } from '../store-refused.ts'
import { checkBoth } from './check-both.ts'
import { createInTime } from './in-time.ts'
import { inspectServer } from './inspect-server.ts'
import { loadDriver } from './load-driver.ts'
import { RedisConnection } from './redis-connection.ts'
import { RedisConnector } from './redis-connector.ts'
import { RedisFeed } from './redis-feed.ts'
import { RedisIdentityStore } from './redis-identity-store.ts'
import { RedisPasswordStore } from './redis-password-store.ts'
import { RedisProviderLoginStore } from './redis-provider-login-store.ts'
import { RedisRateLimitStore } from './redis-rate-limit-store.ts'
import { RedisSessionStore } from './redis-session-store.ts'
import { RedisUserStore } from './redis-user-store.ts'
import { isHopeless, refusal } from './refusal.ts'
import { SessionValues } from './session-values.ts'

export interface RedisOptions {
  /** The store in SQL that keeps users, passwords and the truth about sessions. It is closed together with this one. */
  over: Store
  /** How long a verb may take, in Redis and in SQL together, in milliseconds. Default 2,000. */
  deadlineMs?: number
  /** How long to wait for the server at the start, in milliseconds. Default 10,000. */
  startMs?: number
  /** What the names of all keys begin with, so that several apps can share a Redis. Default `coatcheck:`. */
  prefix?: string
}

/** Between two tries to reach a server that is not there yet, in milliseconds. */
const retryMs = 200

/**
 * Opens a store that keeps in Redis what changes with every request, over one in SQL that keeps the rest. Rejects with
 * {@link StoreRefused} when the server is not there in time or cannot be relied on; then the other store is closed, too.
 *
 * @example
 * const store = await redis('redis://cache.example:6379', { over: await postgres('postgres://db.example/shop') })
 */
export async function redis(url: string, { over, ...options }: RedisOptions): Promise<Store> {
  const { deadlineMs = 2000, startMs = 10_000, prefix = 'coatcheck:' } = options
  // A server that hangs must leave time to say so.
  const answerMs = Math.ceil(deadlineMs / 2)
  try {
    if (!isLedger(over.sessions)) throw new StoreRefused('Sessions in Redis go over a store of sqlite() or postgres().')
    const connector = new RedisConnector(await loadDriver(), url, answerMs)
    const connection = await connect(connector, answerMs, startMs)
    const feed = new RedisFeed(connector, { prefix, answerMs })
    const inTime = createInTime(deadlineMs)
    const values = new SessionValues(connection, prefix)
    const sessions = new RedisSessionStore(over.sessions, values, inTime)
    return {
      sessions,
      passwords: new RedisPasswordStore(over.passwords, { sessions, values, inTime }),
      users: new RedisUserStore(over.users, values),
      rateLimits: new RedisRateLimitStore(connection, prefix),
      knownDevices: over.knownDevices,
      identities: new RedisIdentityStore(over.identities, values),
      roundTrips: over.roundTrips,
      providerLogins: new RedisProviderLoginStore(over.providerLogins, values),
      pictures: over.pictures,
      feed,
      // There is one where there are several machines, and nothing goes by that of Redis but clearing up.
      ...(over.serverTime === undefined ? {} : { serverTime: over.serverTime.bind(over) }),
      check: () => checkBoth(over, connection, prefix),
      async close() {
        await Promise.all([feed.close(), connection.close()])
        await over.close()
      },
    }
  } catch (error) {
    await over.close()
    throw error
  }
}

async function connect(connector: RedisConnector, answerMs: number, startMs: number): Promise<RedisConnection> {
  const deadline = performance.now() + startMs
  for (;;) {
    const connection = new RedisConnection(connector, { answerMs, prepare: inspectServer })
    try {
      await connection.open()
      return connection
    } catch (error) {
      if (isHopeless(error) || performance.now() + retryMs > deadline) throw refusal(connector.place, error)
    }
    await delay(retryMs)
  }
}
