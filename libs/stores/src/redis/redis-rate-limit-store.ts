import { type RateLimitStore, type RateLimitTry, type RateLimitVerdict, toleratedSkewMs } from '../rate-limit-store.ts'
import { readNumber } from './read-answer.ts'
import type { RedisConnection } from './redis-connection.ts'
import { RedisScript } from './redis-script.ts'

/*
 * The generic cell rate algorithm: of a bucket only the moment is kept at which it is full again, as its score in one
 * sorted set. Each try moves that moment on by `refillMs`; it may never be much further away than an empty bucket takes to
 * fill, as when the clock was set back or the limit has become smaller since.
 */
const readBucket = `
  local now = tonumber(ARGV[1])
  local function put(key, full_at) redis.call('ZADD', KEYS[1], string.format('%.0f', full_at), key) end
  local function read(i)
    local key, refill, fill = ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
    local kept = tonumber(redis.call('ZSCORE', KEYS[1], key) or nil)
    local full_at = math.max(kept or now, now)
    if full_at > now + fill + ${toleratedSkewMs} then
      full_at = now + fill
      put(key, full_at)
    end
    return key, refill, fill, full_at, kept ~= nil
  end
  local function remove_full(most)
    local keys = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, most)
    for _, key in ipairs(keys) do redis.call('ZREM', KEYS[1], key) end
    return #keys
  end`

// All buckets are looked at before any is taken from: one that is empty costs the others nothing.
// Each try takes away more buckets that are full again than it can add, so that they never pile up.
const take = new RedisScript(`${readBucket}
  local wait, taken = 0, {}
  for i = 2, #ARGV, 3 do
    local key, refill, fill, full_at = read(i)
    wait = math.max(wait, full_at + refill - fill - now)
    taken[#taken + 1] = { key, full_at + refill }
  end
  if wait > 0 then return wait end
  for _, bucket in ipairs(taken) do put(bucket[1], bucket[2]) end
  remove_full(#taken + 1)
  return 0`)

const giveBack = new RedisScript(`${readBucket}
  for i = 2, #ARGV, 3 do
    local key, refill, _, full_at, is_kept = read(i)
    if is_kept then put(key, math.max(full_at - refill, now)) end
  end
  return 0`)

const removeFull = new RedisScript(`${readBucket}
  return remove_full(ARGV[2])`)

/** Counted tries in Redis, where every node counts them together and nothing is written to SQL. */
export class RedisRateLimitStore implements RateLimitStore {
  readonly #connection: RedisConnection
  readonly #key: string

  constructor(connection: RedisConnection, prefix: string) {
    this.#connection = connection
    this.#key = `${prefix}limits`
  }

  async take(tries: readonly RateLimitTry[], now: number): Promise<RateLimitVerdict> {
    const retryAfterMs = await this.#run(take, [now, ...valuesOf(tries)])
    return retryAfterMs > 0 ? { allowed: false, retryAfterMs } : { allowed: true }
  }

  async giveBack(tries: readonly RateLimitTry[], now: number): Promise<void> {
    await this.#run(giveBack, [now, ...valuesOf(tries)])
  }

  async clear(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.#connection.ask(['ZREM', this.#key, ...keys], readNumber)
  }

  async removeFull(now: number, most: number): Promise<number> {
    return this.#run(removeFull, [now, most])
  }

  #run(script: RedisScript, values: readonly (string | number)[]): Promise<number> {
    return script.run(this.#connection, { keys: [this.#key], values }, readNumber)
  }
}

/** Key, refill and fill of each bucket; one that is named twice is one bucket. */
function valuesOf(tries: readonly RateLimitTry[]): (string | number)[] {
  const buckets = new Map(
    tries.map(({ key, limit }) => [key, { refillMs: Math.ceil(limit.refillMs), most: limit.most }]),
  )
  return [...buckets].flatMap(([key, { refillMs, most }]) => [key, refillMs, most * refillMs])
}
