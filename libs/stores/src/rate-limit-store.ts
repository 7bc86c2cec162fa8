/** How often something may be tried: a bucket of tries that fills up again, one by one. */
export interface RateLimit {
  /** The most tries at once. */
  most: number
  /** One try comes back each so many milliseconds. */
  refillMs: number
}

/** One try, to be taken from the bucket of a key. A key that is named twice is still one bucket. */
export interface RateLimitTry {
  key: string
  limit: RateLimit
}

/** Whether a try may go on; if not, how long to wait until every bucket has a try again. */
export type RateLimitVerdict = { allowed: true } | { allowed: false; retryAfterMs: number }

/**
 * So far apart the clocks of callers may be, in milliseconds. A bucket that is full later than an empty one could be, but
 * not by more than this, was emptied by somebody whose clock is ahead, and counts as it is. Cut down to an empty one by
 * whoever is behind, it would have a try again for whoever is ahead: asked in turn, they would never refuse (FI-10).
 */
export const toleratedSkewMs = 5 * 60_000

/**
 * Counts tries, for every process that shares the store. `now` is the caller's clock in milliseconds; setting it
 * back neither fills a bucket sooner nor keeps it empty for longer than `most * refillMs` and {@link toleratedSkewMs}.
 */
export interface RateLimitStore {
  /** Takes one try from each bucket: from all of them or, when one is empty, from none. Atomic, also when many ask at once. */
  take(tries: readonly RateLimitTry[], now: number): Promise<RateLimitVerdict>
  /** Gives one try back to each bucket: it succeeded. */
  giveBack(tries: readonly RateLimitTry[], now: number): Promise<void>
  /** Forgets what was taken from these. */
  clear(keys: readonly string[]): Promise<void>
  /** Removes some buckets that are full again, `limit` at the most; tells how many. */
  removeFull(now: number, limit: number): Promise<number>
}
