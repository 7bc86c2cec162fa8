import type { DatabaseSync } from 'node:sqlite'
import { fromPictureRow, type PictureRow, toPictureRow } from '../picture-row.ts'
import type { PictureRecord, PictureStore } from '../picture-store.ts'
import { asStoreError } from './sqlite-error.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

// Decided in the statement: what a user uploads while a provider's picture is on its way is not replaced by that.
const upsert = `
  insert into coatcheck_pictures (user_id, chosen_by, version, type, source_hash, changed_at, image)
  values (:user_id, :chosen_by, :version, :type, :source_hash, :changed_at, :image)
  on conflict (user_id) do update set
    chosen_by = excluded.chosen_by, version = excluded.version, type = excluded.type,
    source_hash = excluded.source_hash, changed_at = excluded.changed_at, image = excluded.image
  where excluded.chosen_by = 'user' or coatcheck_pictures.chosen_by = 'provider'`

const tellUser = `
  update coatcheck_users set picture_version = :version, version = version + 1
  where id = :id and picture_version is not :version`

/** Pictures in SQLite. */
export class SqlitePictureStore implements PictureStore {
  readonly #reader: DatabaseSync
  readonly #writer: SqliteWriter

  constructor(reader: DatabaseSync, writer: SqliteWriter) {
    this.#reader = reader
    this.#writer = writer
  }

  async find(userId: string): Promise<PictureRecord | null> {
    const row = this.#read('select * from coatcheck_pictures where user_id = ?', userId)
    return row === undefined ? null : fromPictureRow(row as PictureRow)
  }

  async findVersion(userId: string): Promise<string | null> {
    return this.#read('select version from coatcheck_pictures where user_id = ?', userId)?.version ?? null
  }

  async set(picture: PictureRecord): Promise<boolean> {
    const row = toPictureRow(picture)
    return this.#writer.write((database) => {
      const { changes } = database.prepare(upsert).run({ ...row })
      if (Number(changes) === 0) return false
      database.prepare(tellUser).run({ id: row.user_id, version: row.version })
      return true
    })
  }

  async forgetUser(userId: string): Promise<void> {
    await this.#writer.write((database) => {
      forgetPicture(database, userId)
      database.prepare(tellUser).run({ id: userId, version: null })
    })
  }

  #read(statement: string, userId: string): Partial<PictureRow> | undefined {
    try {
      return this.#reader.prepare(statement).get(userId)
    } catch (error) {
      throw asStoreError(error)
    }
  }
}

/** Forgets a user's picture within a transaction that does more than that. */
export function forgetPicture(database: DatabaseSync, userId: string): void {
  database.prepare('delete from coatcheck_pictures where user_id = ?').run(userId)
}
