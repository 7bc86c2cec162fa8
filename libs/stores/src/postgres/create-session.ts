import { toSessionRow } from '../session-row.ts'
import type { CreationTerms, EndedSession, SessionRecord } from '../session-store.ts'
import { endSessions, type SessionKey } from './end-sessions.ts'
import { lockUsers } from './lock-users.ts'
import type { Connection } from './postgres-pool.ts'
import { liveSessionsOf } from './read-sessions.ts'

/** Thrown to undo what a creation has ended already. */
export class TooManySessions extends Error {}

/**
 * Keeps a new session within a transaction. Tells which sessions ended for it.
 *
 * Holds the user, so that twenty logins at once are counted one after the other, and the users whose sessions the
 * browser had before, so that two who log in crosswise do not wait for each other.
 */
export async function createSession(
  connection: Connection,
  session: SessionRecord,
  replaced: readonly SessionKey[],
  { replaced: { ending: replacing }, limit: { most, ending } }: CreationTerms,
): Promise<EndedSession[]> {
  await lockUsers(connection, [session.userId, ...replaced.map(({ userId }) => userId)])
  const ended = await endSessions(
    connection,
    replaced.map(({ id }) => id),
    replacing,
  )
  const live = await liveSessionsOf(connection, session.userId, session.createdAt)
  const surplus = live.slice(0, Math.max(0, live.length - most + 1)).map(({ id }) => id)
  if (surplus.length > 0 && ending === null) throw new TooManySessions()
  const evicted = ending === null ? [] : await endSessions(connection, surplus, ending)
  await insert(connection, session)
  return [...ended, ...evicted]
}

async function insert(connection: Connection, session: SessionRecord): Promise<void> {
  const row = toSessionRow(session)
  const marks = Object.keys(row).map((_, index) => `$${index + 1}`)
  const statement = `insert into coatcheck_sessions (${Object.keys(row).join(', ')}) values (${marks.join(', ')})`
  await connection.query(statement, Object.values(row))
}
