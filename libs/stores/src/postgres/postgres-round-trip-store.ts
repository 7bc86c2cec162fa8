import { fromRoundTripRow, toRoundTripRow } from '../round-trip-row.ts'
import type { RoundTripRecord, RoundTripStore } from '../round-trip-store.ts'
import { deleteOldest } from './delete-some.ts'
import type { PostgresPool } from './postgres-pool.ts'

const columns = 'token_hash, provider, purpose, return_url, persistent, user_id, session_id, began_at, expires_at'

const insert = `
  insert into coatcheck_round_trips (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

const take = `delete from coatcheck_round_trips where token_hash = $1 returning ${columns}`

const removeExpired = deleteOldest('coatcheck_round_trips', 'expires_at')

/** Round trips in PostgreSQL. */
export class PostgresRoundTripStore implements RoundTripStore {
  readonly #pool: PostgresPool

  constructor(pool: PostgresPool) {
    this.#pool = pool
  }

  async begin(trip: RoundTripRecord): Promise<void> {
    const row = toRoundTripRow(trip)
    const what = [row.token_hash, row.provider, row.purpose, row.return_url, row.persistent]
    await this.#pool.query(insert, [...what, row.user_id, row.session_id, row.began_at, row.expires_at])
  }

  async take(tokenHash: string, now: number): Promise<RoundTripRecord | null> {
    const [row] = await this.#pool.query(take, [tokenHash])
    const trip = row === undefined ? null : fromRoundTripRow(row)
    return trip === null || now >= trip.expiresAt ? null : trip
  }

  async removeExpired(now: number, most: number): Promise<number> {
    return (await this.#pool.query(removeExpired, [now, most])).length
  }
}
