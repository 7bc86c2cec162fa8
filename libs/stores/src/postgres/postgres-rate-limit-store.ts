import { type RateLimitStore, type RateLimitTry, type RateLimitVerdict, toleratedSkewMs } from '../rate-limit-store.ts'
import { deleteOldest } from './delete-some.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import type { PostgresPool } from './postgres-pool.ts'

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

const wanted = 'unnest($1::text[], $2::bigint[], $3::bigint[]) as wanted (key, refill_ms, fill_ms)'

// The clock was set back, or the limit has become smaller since: nobody waits longer than an empty bucket takes.
const isTooLate = (column: string) => `${column} > $4 + fill_ms + ${toleratedSkewMs}`
const capped = (column: string) => `case when ${isTooLate(column)} then $4 + fill_ms else greatest(${column}, $4) end`

const wait = `
  select max(${capped('full_at')} + refill_ms - fill_ms - $4) as retry_after_ms, bool_or(${isTooLate('full_at')}) as too_late
  from ${wanted} join coatcheck_rate_limits using (key)`

// A bucket that cannot spare the try keeps its row, and there is one row less in the answer.
const takeAll = `
  insert into coatcheck_rate_limits as kept (key, full_at)
  select key, $4 + refill_ms from ${wanted} where refill_ms <= fill_ms order by key
  on conflict (key) do update
  set full_at = (select ${capped('kept.full_at')} + refill_ms from ${wanted} where wanted.key = kept.key)
  where (select ${capped('kept.full_at')} + refill_ms - fill_ms from ${wanted} where wanted.key = kept.key) <= $4
  returning 1`

// Held first and in order: an update alone takes its rows in whatever order it comes across them.
const held = `
  with held as materialized
    (select key from coatcheck_rate_limits where key = any($1::text[]) order by key for update)`

const capAll = `
  ${held}
  update coatcheck_rate_limits kept set full_at = ${capped('full_at')}
  from held join ${wanted} using (key) where kept.key = held.key`

const giveBackAll = `
  ${held}
  update coatcheck_rate_limits kept set full_at = greatest(${capped('full_at')} - refill_ms, $4)
  from held join ${wanted} using (key) where kept.key = held.key`

const clearAll = `${held} delete from coatcheck_rate_limits kept using held where kept.key = held.key`

const removeFull = deleteOldest('coatcheck_rate_limits', 'full_at')

/** Thrown to give back what was taken from the buckets before the one that is empty. */
class Empty extends Error {}

/** Counted tries in PostgreSQL. Rows are always held in the order of their keys, so that no two wait for each other. */
export class PostgresRateLimitStore implements RateLimitStore {
  readonly #pool: PostgresPool

  constructor(pool: PostgresPool) {
    this.#pool = pool
  }

  async take(tries: readonly RateLimitTry[], now: number): Promise<RateLimitVerdict> {
    const buckets = bucketsOf(tries)
    const values = [...valuesOf(buckets), now]
    return this.#pool.use(async (connection) => {
      for (;;) {
        // Whoever tries far too often is refused by this look alone, which holds nothing and writes nothing.
        const retryAfterMs = await waitOf(connection, buckets, values)
        if (retryAfterMs > 0) return { allowed: false, retryAfterMs }
        if (await takeFrom(connection, buckets, values)) return { allowed: true }
      }
    })
  }

  async giveBack(tries: readonly RateLimitTry[], now: number): Promise<void> {
    await this.#pool.query(giveBackAll, [...valuesOf(bucketsOf(tries)), now])
  }

  async clear(keys: readonly string[]): Promise<void> {
    await this.#pool.query(clearAll, [keys])
  }

  async removeFull(now: number, most: number): Promise<number> {
    return (await this.#pool.query(removeFull, [now, most])).length
  }
}

/** How long until every bucket has a try; zero when they have. */
async function waitOf(connection: PostgresConnection, buckets: readonly Bucket[], values: readonly unknown[]) {
  const [row] = await connection.read(wait, values)
  if (row?.['too_late'] === true) await connection.query(capAll, values)
  const never = Math.max(0, ...buckets.map(({ refillMs, fillMs }) => refillMs - fillMs))
  return Math.max(never, Number(row?.['retry_after_ms'] ?? 0))
}

/** Takes a try from all buckets, or tells that somebody else was quicker and takes none. */
async function takeFrom(connection: PostgresConnection, buckets: readonly Bucket[], values: readonly unknown[]) {
  try {
    await connection.transaction(async (transaction) => {
      const taken = await transaction.query(takeAll, values)
      if (taken.length < buckets.length) throw new Empty()
    })
    return true
  } catch (error) {
    if (error instanceof Empty) return false
    throw error
  }
}

function bucketsOf(tries: readonly RateLimitTry[]): Bucket[] {
  const buckets = tries.map(({ key, limit }) => {
    const refillMs = Math.ceil(limit.refillMs)
    return { key, refillMs, fillMs: limit.most * refillMs }
  })
  return [...new Map(buckets.map((bucket) => [bucket.key, bucket])).values()]
}

function valuesOf(buckets: readonly Bucket[]): unknown[] {
  return [buckets.map(({ key }) => key), buckets.map(({ refillMs }) => refillMs), buckets.map(({ fillMs }) => fillMs)]
}
