import type { DatabaseSync } from 'node:sqlite'
import { type EndedSession, type Ending, rotated, type Rotation, type SessionSelection } from '../session-store.ts'
import { alive } from './read-sessions.ts'

/** A session is found by any token it ever had: a logout with one that was rotated meanwhile must end it too (L3). */
const ofToken = `
  id in (select id from coatcheck_sessions where token_hash = :token_hash
         union all
         select session_id from coatcheck_ended_sessions where token_hash = :token_hash)`
const ofUserWithId = 'user_id = :user_id and id = :id'
const ofUserExcept = 'user_id = :user_id and id is not :id'

/** Ends sessions within a transaction that may do more than that. Tells which ones there were. */
export function endSessions(database: DatabaseSync, which: SessionSelection, ending: Ending): EndedSession[] {
  if ('tokenHashes' in which) {
    return which.tokenHashes.flatMap((hash) => endWhere(database, ofToken, { token_hash: hash }, ending))
  }
  if ('id' in which) return endWhere(database, ofUserWithId, { user_id: which.userId, id: which.id }, ending)
  return endWhere(database, ofUserExcept, { user_id: which.userId, id: which.exceptId }, ending)
}

/** Gives a live session a new token within a transaction that may do more. Tells whose it is, or null for a dead one. */
export function rotateSession(
  database: DatabaseSync,
  tokenHash: string,
  rotation: Rotation,
): { id: string; userId: string } | null {
  const { at, forgetAt, reauthenticatedAt } = rotation
  const found = database.prepare(rotate).get({
    token_hash: tokenHash,
    new_token_hash: rotation.tokenHash,
    reauthenticated_at: reauthenticatedAt,
    now: at,
  })
  if (found === undefined) return null
  const id = String(found['id'])
  database.prepare(remember('id = :id')).run({
    id,
    ended_token_hash: tokenHash,
    reason: rotated,
    ended_at: at,
    forget_at: forgetAt,
  })
  return { id, userId: String(found['user_id']) }
}

const rotate = `
  update coatcheck_sessions
  set token_hash = :new_token_hash, reauthenticated_at = coalesce(:reauthenticated_at, reauthenticated_at)
  where token_hash = :token_hash and ${alive}
  returning id, user_id`

/**
 * An ended token is known for as long as the session could have lived, whatever cache still holds it. Of two endings the
 * first one stays: it is what happened.
 */
const remember = (where: string) => `
  insert into coatcheck_ended_sessions (token_hash, session_id, reason, ended_at, forget_at)
  select coalesce(:ended_token_hash, token_hash), id, :reason, :ended_at, max(absolute_expires_at, :forget_at)
  from coatcheck_sessions where ${where}
  on conflict (token_hash) do nothing`

function endWhere(
  database: DatabaseSync,
  where: string,
  values: Record<string, string | null>,
  { reason, at, forgetAt }: Ending,
): EndedSession[] {
  // Remembered first: once the row is gone nobody knows its token any more.
  const ending = { ended_token_hash: null, reason, ended_at: at, forget_at: forgetAt }
  database.prepare(remember(where)).run({ ...values, ...ending })
  return database
    .prepare(`delete from coatcheck_sessions where ${where} returning id, user_id`)
    .all(values)
    .map((row) => ({ id: String(row['id']), userId: String(row['user_id']), reason }))
}
