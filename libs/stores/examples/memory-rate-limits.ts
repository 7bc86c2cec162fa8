import { type RateLimitStore, type RateLimitTry, type RateLimitVerdict, toleratedSkewMs } from '@coatcheck/stores'

/** Counted tries in the memory of one process: of each bucket the moment at which it is full again. */
export class MemoryRateLimits implements RateLimitStore {
  readonly #fullAt = new Map<string, number>()

  async take(tries: readonly RateLimitTry[], now: number): Promise<RateLimitVerdict> {
    const buckets = distinct(tries).map((bucket) => ({ ...bucket, emptied: this.#cap(bucket, now) + bucket.refillMs }))
    const retryAfterMs = Math.max(0, ...buckets.map(({ emptied, fillMs }) => emptied - fillMs - now))
    if (retryAfterMs > 0) return { allowed: false, retryAfterMs }
    for (const { key, emptied } of buckets) this.#fullAt.set(key, emptied)
    return { allowed: true }
  }

  async giveBack(tries: readonly RateLimitTry[], now: number): Promise<void> {
    for (const bucket of distinct(tries)) {
      const fullAt = this.#cap(bucket, now) - bucket.refillMs
      if (this.#fullAt.has(bucket.key)) this.#fullAt.set(bucket.key, Math.max(now, fullAt))
    }
  }

  async clear(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#fullAt.delete(key)
  }

  async removeFull(now: number, limit: number): Promise<number> {
    const full = [...this.#fullAt].filter(([, fullAt]) => fullAt <= now).slice(0, limit)
    for (const [key] of full) this.#fullAt.delete(key)
    return full.length
  }

  /** No bucket is full later than an empty one: the clock was set back, or the limit has become smaller. */
  #cap({ key, fillMs }: Bucket, now: number): number {
    const kept = this.#fullAt.get(key) ?? now
    const fullAt = kept > now + fillMs + toleratedSkewMs ? now + fillMs : kept
    if (this.#fullAt.has(key)) this.#fullAt.set(key, fullAt)
    return Math.max(now, fullAt)
  }
}

interface Bucket {
  key: string
  refillMs: number
  fillMs: number
}

function distinct(tries: readonly RateLimitTry[]): Bucket[] {
  const buckets = tries.map(({ key, limit: { most, refillMs } }): [string, Bucket] => {
    const whole = Math.ceil(refillMs)
    return [key, { key, refillMs: whole, fillMs: most * whole }]
  })
  return [...new Map(buckets).values()]
}
