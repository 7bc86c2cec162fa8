import type { DatabaseSync } from 'node:sqlite'
import { fromUserRow, toUserRow, type UserRow } from '../user-row.ts'
import type { UserRecord, UserStore } from '../user-store.ts'
import { asStoreError, isUniqueViolation } from './sqlite-error.ts'
import { setPassword } from './sqlite-password-store.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

const insert = `
  insert into coatcheck_users (id, name, email, email_canonical, email_verified, roles, locale, created_at, version)
  values (:id, :name, :email, :email_canonical, :email_verified, :roles, :locale, :created_at, :version)`

/** Users in SQLite. */
export class SqliteUserStore implements UserStore {
  readonly #reader: DatabaseSync
  readonly #writer: SqliteWriter

  constructor(reader: DatabaseSync, writer: SqliteWriter) {
    this.#reader = reader
    this.#writer = writer
  }

  async findById(id: string): Promise<UserRecord | null> {
    return this.#findWhere('id', id)
  }

  async findByEmail(emailCanonical: string): Promise<UserRecord | null> {
    return this.#findWhere('email_canonical', emailCanonical)
  }

  async create(user: UserRecord, passwordHash: string): Promise<'created' | 'email_taken'> {
    return this.#writer.write((database) => {
      try {
        database.prepare(insert).run({ ...toUserRow(user) })
      } catch (error) {
        if (isUniqueViolation(error)) return 'email_taken'
        throw error
      }
      setPassword(database, user.id, passwordHash, user.createdAt)
      return 'created'
    })
  }

  #findWhere(column: 'id' | 'email_canonical', value: string): UserRecord | null {
    try {
      const row = this.#reader.prepare(`select * from coatcheck_users where ${column} = ?`).get(value)
      return row === undefined ? null : fromUserRow(row as unknown as UserRow)
    } catch (error) {
      throw asStoreError(error)
    }
  }
}
