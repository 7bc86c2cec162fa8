import type { DatabaseSync } from 'node:sqlite'
import { type RateLimitStore, type RateLimitTry, type RateLimitVerdict, toleratedSkewMs } from '../rate-limit-store.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

/**
 * The generic cell rate algorithm: of a bucket only the moment is kept at which it is full again. Each try moves
 * that moment on by `refillMs`; it may never be much further away than an empty bucket takes to fill.
 */
interface Bucket {
  key: string
  /** Milliseconds for one try to come back; the column holds whole numbers. */
  refillMs: number
  /** Milliseconds for the whole bucket to fill. */
  fillMs: number
}

// The clock was set back, or the limit has become smaller since: nobody waits longer than an empty bucket takes.
const cap = `
  update coatcheck_rate_limits set full_at = :latest where key = :key and full_at > :latest + ${toleratedSkewMs}`

// In SQL, for a number in a damaged row may be one that JavaScript cannot hold.
const selectFullInMs = 'select max(full_at, :now) - :now as full_in_ms from coatcheck_rate_limits where key = :key'

const upsert = `
  insert into coatcheck_rate_limits (key, full_at) values (:key, :full_at)
  on conflict (key) do update set full_at = excluded.full_at`

const giveBack = 'update coatcheck_rate_limits set full_at = max(full_at - :refill_ms, :now) where key = :key'

const removeFull = `
  delete from coatcheck_rate_limits where key in
    (select key from coatcheck_rate_limits where full_at <= :now limit :most)`

/** Counted tries in SQLite. */
export class SqliteRateLimitStore implements RateLimitStore {
  readonly #writer: SqliteWriter

  constructor(writer: SqliteWriter) {
    this.#writer = writer
  }

  async take(tries: readonly RateLimitTry[], now: number): Promise<RateLimitVerdict> {
    const buckets = bucketsOf(tries)
    return this.#writer.write((database) => {
      const emptied = buckets.map((bucket) => ({
        ...bucket,
        fullInMs: fullInMs(database, bucket, now) + bucket.refillMs,
      }))
      const retryAfterMs = Math.max(0, ...emptied.map(({ fullInMs, fillMs }) => fullInMs - fillMs))
      if (retryAfterMs > 0) return { allowed: false, retryAfterMs }
      const statement = database.prepare(upsert)
      for (const { key, fullInMs } of emptied) statement.run({ key, full_at: now + fullInMs })
      return { allowed: true }
    })
  }

  async giveBack(tries: readonly RateLimitTry[], now: number): Promise<void> {
    const buckets = bucketsOf(tries)
    await this.#writer.write((database) => {
      for (const bucket of buckets) {
        capBucket(database, bucket, now)
        database.prepare(giveBack).run({ key: bucket.key, refill_ms: bucket.refillMs, now })
      }
    })
  }

  async clear(keys: readonly string[]): Promise<void> {
    await this.#writer.write((database) => {
      const statement = database.prepare('delete from coatcheck_rate_limits where key = ?')
      for (const key of keys) statement.run(key)
    })
  }

  async removeFull(now: number, most: number): Promise<number> {
    return this.#writer.write((database) => Number(database.prepare(removeFull).run({ now, most }).changes))
  }
}

function bucketsOf(tries: readonly RateLimitTry[]): Bucket[] {
  const buckets = tries.map(({ key, limit }) => {
    const refillMs = Math.ceil(limit.refillMs)
    return { key, refillMs, fillMs: limit.most * refillMs }
  })
  return [...new Map(buckets.map((bucket) => [bucket.key, bucket])).values()]
}

function capBucket(database: DatabaseSync, { key, fillMs }: Bucket, now: number): void {
  database.prepare(cap).run({ key, latest: now + fillMs })
}

function fullInMs(database: DatabaseSync, bucket: Bucket, now: number): number {
  capBucket(database, bucket, now)
  const row = database.prepare(selectFullInMs).get({ key: bucket.key, now })
  return Number(row?.['full_in_ms'] ?? 0)
}
