import type { DatabaseSync } from 'node:sqlite'
import { fromIdentityRow, type IdentityRow, toIdentityRow } from '../identity-row.ts'
import type {
  IdentityHolder,
  IdentityNews,
  IdentityRecord,
  IdentityStore,
  UnlinkOutcome,
  UnlinkTerms,
} from '../identity-store.ts'
import type { UserRecord } from '../user-store.ts'
import { forgetIdentities } from './forget-identities.ts'
import { findLiveSession } from './read-sessions.ts'
import { asStoreError } from './sqlite-error.ts'
import { endLoginsOf } from './sqlite-provider-login-store.ts'
import { insertUser } from './sqlite-user-store.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

const insert = `
  insert into coatcheck_identities
    (id, issuer, subject, user_id, name, email, picture, created_at, last_used_at)
  values (:id, :issuer, :subject, :user_id, :name, :email, :picture, :created_at, :last_used_at)
  on conflict (issuer, subject) do nothing`

const refresh = `
  update coatcheck_identities
  set name = :name, email = :email, picture = :picture, last_used_at = max(last_used_at, :last_used_at)
  where id = :id`

/** Thrown to undo a registration that turned out to be impossible half-way. */
class EmailTaken extends Error {}

/** Identities in SQLite. */
export class SqliteIdentityStore implements IdentityStore {
  readonly #reader: DatabaseSync
  readonly #writer: SqliteWriter

  constructor(reader: DatabaseSync, writer: SqliteWriter) {
    this.#reader = reader
    this.#writer = writer
  }

  async find(issuer: string, subject: string): Promise<IdentityRecord | null> {
    const statement = 'select * from coatcheck_identities where issuer = ? and subject = ?'
    return this.#read(statement, issuer, subject)[0] ?? null
  }

  async list(userId: string): Promise<IdentityRecord[]> {
    return this.#read('select * from coatcheck_identities where user_id = ? order by created_at, id', userId)
  }

  async register(user: UserRecord, identity: IdentityRecord) {
    try {
      return await this.#writer.write((database) => {
        if (!insertIdentity(database, identity)) return 'identity_taken'
        if (!insertUser(database, user)) throw new EmailTaken()
        return 'created'
      })
    } catch (error) {
      if (error instanceof EmailTaken) return 'email_taken'
      throw error
    }
  }

  async link(identity: IdentityRecord, holder: IdentityHolder | null) {
    return this.#writer.write((database) => {
      if (holder !== null) {
        const session = findLiveSession(database, holder.sessionId, holder.at)
        if (session?.userId !== identity.userId) return 'session_ended'
      }
      return insertIdentity(database, identity) ? 'linked' : 'identity_taken'
    })
  }

  async unlink({ userId, id }: Pick<IdentityRecord, 'userId' | 'id'>, terms: UnlinkTerms): Promise<UnlinkOutcome> {
    return this.#writer.write((database) => {
      const linked = identitiesOf(database, userId)
      const identity = linked.find((one) => one.id === id)
      if (identity === undefined) return { outcome: 'not_found', ended: [] }
      const others = linked.filter((one) => one.id !== id && terms.usableIssuers.includes(one.issuer))
      if (others.length === 0 && !hasPassword(database, userId)) return { outcome: 'last_login_method', ended: [] }
      database.prepare('delete from coatcheck_identities where id = ?').run(id)
      return { outcome: 'unlinked', ended: endLoginsOf(database, identity, terms) }
    })
  }

  async refresh(id: string, { name, email, picture, lastUsedAt }: IdentityNews): Promise<void> {
    await this.#writer.write((database) => {
      database.prepare(refresh).run({ id, name, email, picture, last_used_at: lastUsedAt })
    })
  }

  async forgetUser(userId: string): Promise<void> {
    await this.#writer.write((database) => {
      forgetIdentities(database, userId)
    })
  }

  #read(statement: string, ...values: string[]): IdentityRecord[] {
    try {
      return this.#reader
        .prepare(statement)
        .all(...values)
        .map(toIdentity)
    } catch (error) {
      throw asStoreError(error)
    }
  }
}

/** Tells whether it was kept: there may be one of the same issuer and subject. */
function insertIdentity(database: DatabaseSync, identity: IdentityRecord): boolean {
  return Number(database.prepare(insert).run({ ...toIdentityRow(identity) }).changes) > 0
}

function identitiesOf(database: DatabaseSync, userId: string): IdentityRecord[] {
  return database.prepare('select * from coatcheck_identities where user_id = ?').all(userId).map(toIdentity)
}

function hasPassword(database: DatabaseSync, userId: string): boolean {
  return database.prepare('select 1 from coatcheck_passwords where user_id = ?').get(userId) !== undefined
}

function toIdentity(row: unknown): IdentityRecord {
  return fromIdentityRow(row as IdentityRow)
}
