import type { DatabaseSync } from 'node:sqlite'
import type { IdentityRecord, UnlinkTerms } from '../identity-store.ts'
import { fromProviderLoginRow, toProviderLoginRow, toProviderLogoutRow } from '../provider-login-row.ts'
import type { ProviderLogin, ProviderLoginStore, ProviderLogout } from '../provider-login-store.ts'
import type { EndedSession, Ending } from '../session-store.ts'
import { endSessions } from './end-sessions.ts'
import { asStoreError } from './sqlite-error.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

const insert = `
  insert into coatcheck_provider_logins (session_id, user_id, issuer, subject, sid, issued_at, expires_at)
  values (:session_id, :user_id, :issuer, :subject, :sid, :issued_at, :expires_at)`

const linked = `
  select 1 from coatcheck_identities where issuer = :issuer and subject = :subject and user_id = :user_id`

/**
 * One of its sessions is over once and for all; a subject may have logged in again since. Each is
 * found by its own index: the plus keeps SQLite from looking at all that have no `sid`.
 */
const loggedOut = `
  select 1 from coatcheck_provider_logins login
  join coatcheck_provider_logouts logout on logout.issuer = login.issuer and logout.sid = login.sid
  where login.session_id = :session_id and (logout.subject is null or logout.subject = login.subject)
  union all
  select 1 from coatcheck_provider_logins login
  join coatcheck_provider_logouts logout on logout.issuer = login.issuer and logout.subject = login.subject
  where login.session_id = :session_id and +logout.sid is null and login.issued_at <= logout.issued_at
  limit 1`

const loginsOfSid = `
  select session_id, user_id from coatcheck_provider_logins
  where issuer = :issuer and sid = :sid and (:subject is null or subject = :subject)`

const loginsOfSubject = `
  select session_id, user_id from coatcheck_provider_logins
  where issuer = :issuer and subject = :subject and issued_at <= :issued_at`

const recordLogout = `
  insert into coatcheck_provider_logouts (message_hash, issuer, subject, sid, issued_at, forget_at)
  values (:message_hash, :issuer, :subject, :sid, :issued_at, :forget_at)
  on conflict (message_hash) do nothing`

const loginsOfIdentity = `
  select session_id, user_id from coatcheck_provider_logins
  where issuer = :issuer and subject = :subject and user_id = :user_id`

const removeLogins = `
  delete from coatcheck_provider_logins where session_id in
    (select session_id from coatcheck_provider_logins where expires_at <= :now limit :most)`

const removeLogouts = `
  delete from coatcheck_provider_logouts where message_hash in
    (select message_hash from coatcheck_provider_logouts where forget_at <= :now limit :most)`

/** Which sessions began with which identity, in SQLite. */
export class SqliteProviderLoginStore implements ProviderLoginStore {
  readonly #reader: DatabaseSync
  readonly #writer: SqliteWriter

  constructor(reader: DatabaseSync, writer: SqliteWriter) {
    this.#reader = reader
    this.#writer = writer
  }

  async remember(login: ProviderLogin): Promise<boolean> {
    const { userId, issuer, subject, sessionId } = login
    return this.#writer.write((database) => {
      if (database.prepare(linked).get({ issuer, subject, user_id: userId }) === undefined) return false
      database.prepare(insert).run(toProviderLoginRow(login))
      return database.prepare(loggedOut).get({ session_id: sessionId }) === undefined
    })
  }

  async find(sessionId: string): Promise<ProviderLogin | null> {
    try {
      const row = this.#reader.prepare('select * from coatcheck_provider_logins where session_id = ?').get(sessionId)
      return row === undefined ? null : fromProviderLoginRow(row)
    } catch (error) {
      throw asStoreError(error)
    }
  }

  async logOut(logout: ProviderLogout, ending: Ending): Promise<EndedSession[] | null> {
    const row = toProviderLogoutRow(logout)
    return this.#writer.write((database) => {
      if (Number(database.prepare(recordLogout).run(row).changes) === 0) return null
      const { issuer, subject, sid, issued_at } = row
      const logins =
        sid === null
          ? database.prepare(loginsOfSubject).all({ issuer, subject, issued_at })
          : database.prepare(loginsOfSid).all({ issuer, subject, sid })
      return endLogins(database, logins, ending)
    })
  }

  async removeExpired(now: number, most: number): Promise<number> {
    return this.#writer.write((database) => {
      const logins = database.prepare(removeLogins).run({ now, most })
      const logouts = database.prepare(removeLogouts).run({ now, most })
      return Number(logins.changes) + Number(logouts.changes)
    })
  }
}

/** Ends the sessions that began with an identity, but for one, within a transaction that unlinks it. */
export function endLoginsOf(
  database: DatabaseSync,
  { issuer, subject, userId }: IdentityRecord,
  { exceptSessionId, ending }: UnlinkTerms,
): EndedSession[] {
  const logins = database.prepare(loginsOfIdentity).all({ issuer, subject, user_id: userId })
  forget(database, logins)
  return endAll(
    database,
    logins.filter((login) => login['session_id'] !== exceptSessionId),
    ending,
  )
}

type Rows = Record<string, unknown>[]

function endLogins(database: DatabaseSync, logins: Rows, ending: Ending): EndedSession[] {
  forget(database, logins)
  return endAll(database, logins, ending)
}

function forget(database: DatabaseSync, logins: Rows): void {
  const statement = database.prepare('delete from coatcheck_provider_logins where session_id = ?')
  for (const login of logins) statement.run(String(login['session_id']))
}

function endAll(database: DatabaseSync, logins: Rows, ending: Ending): EndedSession[] {
  return logins.flatMap((login) => {
    const session = { userId: String(login['user_id']), id: String(login['session_id']) }
    return endSessions(database, session, ending)
  })
}
