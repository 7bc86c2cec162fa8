import type { DatabaseSync } from 'node:sqlite'
import type { PasswordStore } from '../password-store.ts'
import { asStoreError } from './sqlite-error.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

const upsert = `
  insert into coatcheck_passwords (user_id, hash, changed_at) values (:user_id, :hash, :changed_at)
  on conflict (user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`

/** Password hashes in SQLite. */
export class SqlitePasswordStore implements PasswordStore {
  readonly #reader: DatabaseSync
  readonly #writer: SqliteWriter

  constructor(reader: DatabaseSync, writer: SqliteWriter) {
    this.#reader = reader
    this.#writer = writer
  }

  async find(userId: string): Promise<string | null> {
    try {
      const row = this.#reader.prepare('select hash from coatcheck_passwords where user_id = ?').get(userId)
      return typeof row?.['hash'] === 'string' ? row['hash'] : null
    } catch (error) {
      throw asStoreError(error)
    }
  }

  async set(userId: string, passwordHash: string, now: number): Promise<void> {
    await this.#writer.write((database) => {
      setPassword(database, userId, passwordHash, now)
    })
  }
}

/** Sets a password within a transaction that does more than that. */
export function setPassword(database: DatabaseSync, userId: string, hash: string, changedAt: number): void {
  database.prepare(upsert).run({ user_id: userId, hash, changed_at: changedAt })
}
