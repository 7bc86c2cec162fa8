import type { IdentityRecord, UnlinkTerms } from '../identity-store.ts'
import { fromProviderLoginRow, toProviderLoginRow, toProviderLogoutRow } from '../provider-login-row.ts'
import type { ProviderLogin, ProviderLoginStore, ProviderLogout } from '../provider-login-store.ts'
import type { EndedSession, Ending } from '../session-store.ts'
import { deleteOldest } from './delete-some.ts'
import { endSessions } from './end-sessions.ts'
import { lockIssuer } from './lock-issuer.ts'
import { lockUsers } from './lock-users.ts'
import type { Connection, Row } from './postgres-connection.ts'
import type { PostgresPool } from './postgres-pool.ts'

const columns = 'session_id, user_id, issuer, subject, sid, issued_at, expires_at'

const linked = `
  select from coatcheck_identities where issuer = $1 and subject = $2 and user_id = $3`

const insert = `insert into coatcheck_provider_logins (${columns}) values ($1, $2, $3, $4, $5, $6, $7)`

/** One of its sessions is over once and for all; a subject may have logged in again since. Each is found by its index. */
const loggedOut = `
  select 1 from coatcheck_provider_logins login
  join coatcheck_provider_logouts logout on logout.issuer = login.issuer and logout.sid = login.sid
  where login.session_id = $1 and (logout.subject is null or logout.subject = login.subject)
  union all
  select 1 from coatcheck_provider_logins login
  join coatcheck_provider_logouts logout on logout.issuer = login.issuer and logout.subject = login.subject
  where login.session_id = $1 and logout.sid is null and login.issued_at <= logout.issued_at
  limit 1`

const loginsOfSid = `
  select session_id, user_id from coatcheck_provider_logins
  where issuer = $1 and sid = $2 and ($3::text is null or subject = $3)`

const loginsOfSubject = `
  select session_id, user_id from coatcheck_provider_logins
  where issuer = $1 and subject = $2 and issued_at <= $3`

const recordLogout = `
  insert into coatcheck_provider_logouts (message_hash, issuer, subject, sid, issued_at, forget_at)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (message_hash) do nothing
  returning 1`

const forgetLogins = 'delete from coatcheck_provider_logins where session_id = any($1::text[])'

const forgetLoginsOfIdentity = `
  delete from coatcheck_provider_logins where issuer = $1 and subject = $2 and user_id = $3
  returning session_id, user_id`

const removeLogins = deleteOldest('coatcheck_provider_logins', 'expires_at')
const removeLogouts = deleteOldest('coatcheck_provider_logouts', 'forget_at')

/** Which sessions began with which identity, in PostgreSQL. */
export class PostgresProviderLoginStore implements ProviderLoginStore {
  readonly #pool: PostgresPool

  constructor(pool: PostgresPool) {
    this.#pool = pool
  }

  async remember(login: ProviderLogin): Promise<boolean> {
    const { userId, issuer, subject, sessionId } = login
    return this.#pool.transaction(async (connection) => {
      await lockIssuer(connection, issuer, 'shared')
      await lockUsers(connection, [userId])
      if ((await connection.query(linked, [issuer, subject, userId])).length === 0) return false
      const row = toProviderLoginRow(login)
      const key = [row.session_id, row.user_id, row.issuer, row.subject]
      await connection.query(insert, [...key, row.sid, row.issued_at, row.expires_at])
      return (await connection.query(loggedOut, [sessionId])).length === 0
    })
  }

  async find(sessionId: string): Promise<ProviderLogin | null> {
    const statement = `select ${columns} from coatcheck_provider_logins where session_id = $1`
    const [row] = await this.#pool.read(statement, [sessionId])
    return row === undefined ? null : fromProviderLoginRow(row)
  }

  async logOut(logout: ProviderLogout, ending: Ending): Promise<EndedSession[] | null> {
    const row = toProviderLogoutRow(logout)
    const values = [row.message_hash, row.issuer, row.subject, row.sid, row.issued_at, row.forget_at]
    return this.#pool.transaction(async (connection) => {
      await lockIssuer(connection, logout.issuer, 'alone')
      if ((await connection.query(recordLogout, values)).length === 0) return null
      const logins =
        row.sid === null
          ? await connection.query(loginsOfSubject, [row.issuer, row.subject, row.issued_at])
          : await connection.query(loginsOfSid, [row.issuer, row.sid, row.subject])
      const [userIds, sessionIds] = [logins.map((login) => String(login['user_id'])), logins.map(toSessionId)]
      // Before the rows: whoever unlinks an identity has its user first, and then wants the same rows.
      await lockUsers(connection, userIds)
      await connection.query(forgetLogins, [sessionIds])
      return endSessions(connection, sessionIds, ending)
    })
  }

  async removeExpired(now: number, most: number): Promise<number> {
    return this.#pool.use(async (connection) => {
      const logins = await connection.query(removeLogins, [now, most])
      const logouts = await connection.query(removeLogouts, [now, most])
      return logins.length + logouts.length
    })
  }
}

/** Ends the sessions that began with an identity, but for one, within a transaction that holds the user. */
export async function endLoginsOf(
  connection: Connection,
  { issuer, subject, userId }: IdentityRecord,
  { exceptSessionId, ending }: UnlinkTerms,
): Promise<EndedSession[]> {
  const logins = await connection.query(forgetLoginsOfIdentity, [issuer, subject, userId])
  const ids = logins.map(toSessionId).filter((id) => id !== exceptSessionId)
  return endSessions(connection, ids, ending)
}

function toSessionId(login: Row): string {
  return String(login['session_id'])
}
