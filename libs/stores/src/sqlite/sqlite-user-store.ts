import type { DatabaseSync } from 'node:sqlite'
import type { EndedSession, Ending } from '../session-store.ts'
import { fromUserRow, toUserRow, type UserRow } from '../user-row.ts'
import type { EmailAddress, UserPatch, UserRecord, UserStore } from '../user-store.ts'
import { endSessions } from './end-sessions.ts'
import { forgetIdentities } from './forget-identities.ts'
import { asStoreError, isUniqueViolation } from './sqlite-error.ts'
import { forgetDevices } from './sqlite-known-device-store.ts'
import { removePassword, setPassword } from './sqlite-password-store.ts'
import { forgetPicture } from './sqlite-picture-store.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

const insert = `
  insert into coatcheck_users (id, name, email, email_canonical, email_verified, roles, locale, created_at, version)
  values (:id, :name, :email, :email_canonical, :email_verified, :roles, :locale, :created_at, :version)`

// Compared in the statement: two tabs that save the same make one new version.
const change = `
  update coatcheck_users
  set name = coalesce(:name, name), locale = coalesce(:locale, locale), version = version + 1
  where id = :id and (name is not coalesce(:name, name) or locale is not coalesce(:locale, locale))`

const addEmail = `
  update coatcheck_users
  set email = :email, email_canonical = :email_canonical, email_verified = 0, version = version + 1
  where id = :id and email is null`

const selectById = 'select * from coatcheck_users where id = ?'

/** Users in SQLite. That an address is taken is for the unique index to say: a look before would be too early. */
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
      if (!insertUser(database, user)) return 'email_taken'
      // In the same transaction, so that there is never a user without the password.
      setPassword(database, user.id, passwordHash, user.createdAt)
      return 'created'
    })
  }

  async update(id: string, { name, locale }: UserPatch): Promise<UserRecord | null> {
    return this.#writer.write((database) => {
      database.prepare(change).run({ id, name: name ?? null, locale: locale ?? null })
      const row = database.prepare(selectById).get(id)
      return row === undefined ? null : fromUserRow(row as unknown as UserRow)
    })
  }

  async addEmail(id: string, { email, emailCanonical }: EmailAddress): Promise<UserRecord | 'email_taken' | null> {
    return this.#writer.write((database) => {
      try {
        database.prepare(addEmail).run({ id, email, email_canonical: emailCanonical })
      } catch (error) {
        if (isUniqueViolation(error)) return 'email_taken'
        throw error
      }
      const row = database.prepare(selectById).get(id)
      return row === undefined ? null : fromUserRow(row as unknown as UserRow)
    })
  }

  async delete(id: string, ending: Ending): Promise<EndedSession[]> {
    return this.#writer.write((database) => {
      database.prepare('delete from coatcheck_users where id = ?').run(id)
      removePassword(database, id)
      forgetDevices(database, id)
      forgetIdentities(database, id)
      forgetPicture(database, id)
      return endSessions(database, { userId: id, exceptId: null }, ending)
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

/** Keeps a new user within a transaction that does more than that. False when the address is taken. */
export function insertUser(database: DatabaseSync, user: UserRecord): boolean {
  try {
    database.prepare(insert).run({ ...toUserRow(user) })
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}
