import { Deadline } from '../deadline.ts'
import type { SessionRecord } from '../session-store.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { readNumber, readTexts, readValues } from './read-answer.ts'
import type { RedisConnection } from './redis-connection.ts'
import { RedisScript } from './redis-script.ts'
import { toSessionValue } from './session-value.ts'

/** What is over is kept a little longer, so that its holder can be told why; in milliseconds. */
const keptMs = 60 * 60_000

// Never in place of a value that is there.
const keep = new RedisScript(`
  if not redis.call('SET', KEYS[1], ARGV[3], 'NX', 'PX', ARGV[4]) then return 0 end
  redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
  return 1`)

// Only in place of the value that was read: one that is gone stays gone, and of two changes none is lost.
const replace = new RedisScript(`
  if redis.call('GET', KEYS[1]) ~= ARGV[5] then return 0 end
  redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
  redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
  return 1`)

const takeExpired = new RedisScript(`
  local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
  for _, id in ipairs(ids) do
    redis.call('UNLINK', ARGV[3] .. id)
    redis.call('ZREM', KEYS[1], id)
  end
  return ids`)

/**
 * The values of sessions, each under its public id, and the moments at which they expire. None of them proves anything:
 * what is written here late, or comes back after it was removed, opens nothing unless SQL says so.
 */
export class SessionValues {
  readonly #connection: RedisConnection
  readonly #prefix: string
  readonly #expiries: string

  constructor(connection: RedisConnection, prefix: string) {
    this.#connection = connection
    this.#prefix = `${prefix}session:`
    this.#expiries = `${prefix}expiries`
  }

  /** Keeps the value of a new session. */
  async keep(session: SessionRecord): Promise<void> {
    const input = { keys: this.#keysOf(session), values: valuesOf(session, session.createdAt) }
    if ((await keep.run(this.#connection, input, readNumber)) !== 1)
      throw new StoreUnavailable('Redis has a session with this id')
  }

  /** The values of these sessions, in the same order; null for one that is not there. */
  async read(ids: readonly string[]): Promise<(string | null)[]> {
    if (ids.length === 0) return []
    return this.#connection.ask(['MGET', ...ids.map((id) => this.#prefix + id)], readValues(ids.length))
  }

  /** Keeps a session as it is `now` in place of a value that was read. Tells whether that was still there. */
  async replace(before: string, session: SessionRecord, now: number): Promise<boolean> {
    const input = { keys: this.#keysOf(session), values: [...valuesOf(session, now), before] }
    return (await replace.run(this.#connection, input, readNumber)) === 1
  }

  /** Removes the values of sessions that have ended. Neither waits nor fails: what stays is gone with its time. */
  forget(ids: readonly string[]): void {
    if (ids.length === 0) return
    Deadline.unbound(() => {
      this.#connection.ask(['UNLINK', ...ids.map((id) => this.#prefix + id)], readNumber).catch(() => undefined)
      this.#connection.ask(['ZREM', this.#expiries, ...ids], readNumber).catch(() => undefined)
    })
  }

  /** Removes the values of some sessions that have expired by a moment, and gives their ids. */
  async takeExpired(by: number, most: number): Promise<string[]> {
    const input = { keys: [this.#expiries], values: [by, most, this.#prefix] }
    return takeExpired.run(this.#connection, input, readTexts)
  }

  #keysOf({ id }: SessionRecord): string[] {
    return [this.#prefix + id, this.#expiries]
  }
}

function valuesOf(session: SessionRecord, now: number): (string | number)[] {
  const expiresAt = Math.min(session.idleExpiresAt, session.absoluteExpiresAt)
  return [session.id, expiresAt, toSessionValue(session), Math.max(0, expiresAt - now) + keptMs]
}
