import { isInstant } from '../instant.ts'
import { fromSessionRow } from '../session-row.ts'
import type { FoundSession, SessionRecord } from '../session-store.ts'
import type { Connection, Row } from './postgres-connection.ts'
import type { PostgresPool } from './postgres-pool.ts'

/** Named one by one: a prepared `select *` fails once a newer version has added a column. */
const columns = [
  ...['token_hash', 'id', 'user_id', 'created_at', 'authenticated_at', 'reauthenticated_at', 'last_seen_at'],
  ...['idle_expires_at', 'absolute_expires_at', 'persistent', 'methods', 'ip', 'user_agent', 'data'],
]
const all = columns.map((column) => `s.${column}`).join(', ')

/** The condition under which a session lives. The table has an index on the left side of it. */
export const aliveAt = (now: string) => `least(idle_expires_at, absolute_expires_at) > ${now}`

// One statement answers both questions, so that no logout can slip in between them.
const select = {
  name: 'coatcheck_find_session',
  text: `
    select ${all}, e.reason as ended_reason, e.ended_at
    from (select $1::text as wanted) w
    left join coatcheck_sessions s on s.token_hash = wanted
    left join coatcheck_ended_sessions e on e.token_hash = wanted`,
}

const notEnded = 'not exists (select from coatcheck_ended_sessions e where e.token_hash = s.token_hash)'
const ofUser = `select ${all} from coatcheck_sessions s where user_id = $1 and ${notEnded}`
const withId = {
  name: 'coatcheck_find_session_by_id',
  text: `select ${all} from coatcheck_sessions s where id = $1 and ${notEnded}`,
}

/** Finds the session of a token hash. */
export async function findSession(pool: PostgresPool, tokenHash: string): Promise<FoundSession> {
  const [row] = await pool.read(select, [tokenHash])
  if (row === undefined) return null
  const { ended_reason: reason, ended_at: endedAt, ...session } = row
  if (reason === null) return session['token_hash'] === null ? null : fromSessionRow(session)
  if (typeof reason === 'string' && isInstant(endedAt)) return { state: 'ended', reason, endedAt }
  return { state: 'unreadable', problem: 'endedAt' }
}

/** Finds the session with a public id, if it has not ended. */
export async function findSessionById(pool: PostgresPool, id: string): Promise<SessionRecord | null> {
  return (await pool.read(withId, [id])).flatMap(toSession)[0] ?? null
}

/** A user's sessions. */
export async function listSessions(pool: PostgresPool, userId: string): Promise<SessionRecord[]> {
  return (await pool.read(ofUser, [userId])).flatMap(toSession)
}

/** A user's live sessions within a transaction, the oldest one first. What is unreadable takes up no room. */
export async function liveSessionsOf(connection: Connection, userId: string, now: number): Promise<SessionRecord[]> {
  const rows = await connection.query(`${ofUser} and ${aliveAt('$2')} order by created_at, id`, [userId, now])
  return rows.flatMap(toSession)
}

/**
 * The live session with a public id, within a transaction that holds its row from here on: of two changes the second
 * one waits, and then reads what the first one wrote; and of a change and a logout the same.
 */
export async function holdLiveSession(connection: Connection, id: string, now: number): Promise<SessionRecord | null> {
  const statement = `select ${all} from coatcheck_sessions s where id = $1 and ${aliveAt('$2')} for update`
  const [row] = await connection.query(statement, [id, now])
  return (row === undefined ? undefined : toSession(row)[0]) ?? null
}

function toSession(row: Row): SessionRecord[] {
  const found = fromSessionRow(row)
  return found?.state === 'kept' ? [found.session] : []
}
