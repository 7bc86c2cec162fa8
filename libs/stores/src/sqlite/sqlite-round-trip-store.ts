import { fromRoundTripRow, toRoundTripRow } from '../round-trip-row.ts'
import type { RoundTripRecord, RoundTripStore } from '../round-trip-store.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

const insert = `
  insert into coatcheck_round_trips
    (token_hash, provider, purpose, return_url, persistent, user_id, session_id, began_at, expires_at)
  values
    (:token_hash, :provider, :purpose, :return_url, :persistent, :user_id, :session_id, :began_at, :expires_at)`

const take = 'delete from coatcheck_round_trips where token_hash = ? returning *'

const removeExpired = `
  delete from coatcheck_round_trips where token_hash in
    (select token_hash from coatcheck_round_trips where expires_at <= :now limit :most)`

/** Round trips in SQLite. */
export class SqliteRoundTripStore implements RoundTripStore {
  readonly #writer: SqliteWriter

  constructor(writer: SqliteWriter) {
    this.#writer = writer
  }

  async begin(trip: RoundTripRecord): Promise<void> {
    await this.#writer.write((database) => {
      database.prepare(insert).run(toRoundTripRow(trip))
    })
  }

  async take(tokenHash: string, now: number): Promise<RoundTripRecord | null> {
    const row = await this.#writer.write((database) => database.prepare(take).get(tokenHash))
    const trip = row === undefined ? null : fromRoundTripRow(row)
    return trip === null || now >= trip.expiresAt ? null : trip
  }

  async removeExpired(now: number, most: number): Promise<number> {
    return this.#writer.write((database) => Number(database.prepare(removeExpired).run({ now, most }).changes))
  }
}
