import { type EndedSession, type Ending, rotated, type Rotation } from '../session-store.ts'
import type { Connection, PostgresConnection } from './postgres-connection.ts'
import { aliveAt } from './read-sessions.ts'

/** Whose session it is. Neither ever changes, whatever tokens the session goes through. */
export interface SessionKey {
  id: string
  userId: string
}

// A session is found by any token it ever had: a logout with one that was rotated meanwhile must end it too (L3).
const ofTokens = `
  select s.id, s.user_id
  from (select position, id
        from unnest($1::text[]) with ordinality as wanted (token_hash, position)
        join coatcheck_sessions using (token_hash)
        union all
        select position, session_id
        from unnest($1::text[]) with ordinality as wanted (token_hash, position)
        join coatcheck_ended_sessions using (token_hash)) found
  join coatcheck_sessions s on s.id = found.id
  order by position`

/** The sessions that these tokens open, or opened before their session went on under a new one; each of them once. */
export async function sessionsOfTokens(
  connection: Pick<PostgresConnection, 'read'>,
  tokenHashes: readonly string[],
): Promise<SessionKey[]> {
  const rows = await connection.read(ofTokens, [tokenHashes])
  const keys = rows.map(
    (row) => [String(row['id']), { id: String(row['id']), userId: String(row['user_id']) }] as const,
  )
  return [...new Map(keys).values()]
}

/**
 * Ends sessions by their ids. Not by a token: a rotation that is under way holds the row, and by the time it lets go of
 * it the session has another token, yet still this id. What comes back is the last token there was.
 */
export async function endSessions(
  connection: Connection,
  ids: readonly string[],
  ending: Ending,
): Promise<EndedSession[]> {
  if (ids.length === 0) return []
  const ended = await endWhere(connection, 'id = any($4::text[])', [ids], ending)
  return ended.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

/** Ends the session with a public id, if it is this user's. */
export async function endSessionOf(connection: Connection, { id, userId }: SessionKey, ending: Ending) {
  return endWhere(connection, 'user_id = $4 and id = $5', [userId, id], ending)
}

/** Ends all sessions of a user but one, within a transaction that holds the user. */
export async function endSessionsOf(connection: Connection, userId: string, exceptId: string | null, ending: Ending) {
  return endWhere(connection, 'user_id = $4 and id is distinct from $5', [userId, exceptId], ending)
}

/** Gives a live session a new token. Tells whose it is, or null for a dead one. */
export async function rotateSession(
  connection: Connection,
  tokenHash: string,
  { tokenHash: newTokenHash, at, forgetAt, reauthenticatedAt }: Rotation,
): Promise<SessionKey | null> {
  const values = [tokenHash, newTokenHash, reauthenticatedAt, at, forgetAt]
  const [row] = await connection.query(rotate, values)
  return row === undefined ? null : { id: String(row['id']), userId: String(row['user_id']) }
}

/**
 * An ended token is known for as long as the session could have lived, whatever cache still holds it. Of two endings the
 * first one stays: it is what happened.
 */
const remember = 'insert into coatcheck_ended_sessions (token_hash, session_id, reason, ended_at, forget_at)'

const rotate = `
  with renewed as (
    update coatcheck_sessions
    set token_hash = $2, reauthenticated_at = coalesce($3, reauthenticated_at)
    where token_hash = $1 and ${aliveAt('$4')}
    returning id, user_id, absolute_expires_at
  ), remembered as (
    ${remember}
    select $1, id, '${rotated}', $4::bigint, greatest(absolute_expires_at, $5::bigint) from renewed
    on conflict (token_hash) do nothing
  )
  select id, user_id from renewed`

// In one statement, which is all or nothing also without a transaction around it.
async function endWhere(
  connection: Connection,
  where: string,
  values: readonly unknown[],
  { reason, at, forgetAt }: Ending,
): Promise<EndedSession[]> {
  const statement = `
    with dead as (
      delete from coatcheck_sessions where ${where}
      returning token_hash, id, user_id, absolute_expires_at
    ), remembered as (
      ${remember}
      select token_hash, id, $1::text, $2::bigint, greatest(absolute_expires_at, $3::bigint) from dead
      on conflict (token_hash) do nothing
    )
    select id, user_id from dead`
  const rows = await connection.query(statement, [reason, at, forgetAt, ...values])
  return rows.map((row) => ({ id: String(row['id']), userId: String(row['user_id']), reason }))
}
