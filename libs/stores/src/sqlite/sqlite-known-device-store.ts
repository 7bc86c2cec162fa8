import type { DatabaseSync } from 'node:sqlite'
import type { KnownDeviceStore } from '../known-device-store.ts'
import { asStoreError } from './sqlite-error.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

// A clock that was set back does not make a device look older than it is.
const upsert = `
  insert into coatcheck_known_devices (device_hash, user_id, last_used_at) values (:device_hash, :user_id, :now)
  on conflict (device_hash, user_id) do update set last_used_at = max(last_used_at, excluded.last_used_at)`

const select = `
  select 1 from coatcheck_known_devices where device_hash = :device_hash and user_id = coalesce(:user_id, user_id) limit 1`

const removeStale = `
  delete from coatcheck_known_devices where (device_hash, user_id) in
    (select device_hash, user_id from coatcheck_known_devices where last_used_at < :last_used_before limit :most)`

/** Known devices in SQLite. */
export class SqliteKnownDeviceStore implements KnownDeviceStore {
  readonly #reader: DatabaseSync
  readonly #writer: SqliteWriter

  constructor(reader: DatabaseSync, writer: SqliteWriter) {
    this.#reader = reader
    this.#writer = writer
  }

  async remember(deviceHash: string, userId: string, now: number): Promise<void> {
    await this.#writer.write((database) => {
      database.prepare(upsert).run({ device_hash: deviceHash, user_id: userId, now })
    })
  }

  async knows(deviceHash: string, userId: string | null): Promise<boolean> {
    try {
      const row = this.#reader.prepare(select).get({ device_hash: deviceHash, user_id: userId })
      return row !== undefined
    } catch (error) {
      throw asStoreError(error)
    }
  }

  async forgetUser(userId: string): Promise<void> {
    await this.#writer.write((database) => {
      forgetDevices(database, userId)
    })
  }

  async removeStale(lastUsedBefore: number, most: number): Promise<number> {
    return this.#writer.write((database) => {
      const { changes } = database.prepare(removeStale).run({ last_used_before: lastUsedBefore, most })
      return Number(changes)
    })
  }
}

/** Forgets a user's devices within a transaction that does more than that. */
export function forgetDevices(database: DatabaseSync, userId: string): void {
  database.prepare('delete from coatcheck_known_devices where user_id = ?').run(userId)
}
