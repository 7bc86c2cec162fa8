import { toSessionRow } from '../session-row.ts'
import type { CreationTerms, EndedSession, SessionRecord } from '../session-store.ts'
import { endSessions, sessionsOfTokens } from './end-sessions.ts'
import { lockUsers } from './lock-users.ts'
import type { Connection, PostgresConnection } from './postgres-connection.ts'
import { liveSessionsOf } from './read-sessions.ts'

/** Thrown to undo what a creation has ended already. */
export class TooManySessions extends Error {}

/**
 * Keeps a new session; those that are `over` take up no room. Tells which sessions ended for it.
 *
 * Holds the user, so that twenty logins at once are counted one after the other, and the users whose sessions the
 * browser had before, so that two who log in crosswise do not wait for each other.
 */
export async function createSession(
  connection: PostgresConnection,
  session: SessionRecord,
  { replaced: { tokenHashes, ending: replacing }, limit: { most, ending } }: CreationTerms,
  over: readonly string[],
): Promise<EndedSession[]> {
  const { userId, createdAt: now } = session
  // Looked up before anybody is held, which is what tells whom to hold. It stays true: neither id nor user of a session change.
  const replaced = tokenHashes.length > 0 ? await sessionsOfTokens(connection, tokenHashes) : []
  const [ids, owners] = [replaced.map(({ id }) => id), replaced.map((key) => key.userId)]
  return connection.transaction(async (transaction) => {
    await lockUsers(transaction, [userId, ...owners])
    const ended = await endSessions(transaction, ids, replacing)
    const live = (await liveSessionsOf(transaction, userId, now)).filter(({ id }) => !over.includes(id))
    // More than one when the limit has become smaller since.
    const surplus = live.slice(0, Math.max(0, live.length - most + 1))
    if (surplus.length > 0 && ending === null) throw new TooManySessions()
    const evicted = surplus.map(({ id }) => id)
    if (ending !== null) ended.push(...(await endSessions(transaction, evicted, ending)))
    await insert(transaction, session)
    return ended
  })
}

async function insert(connection: Connection, session: SessionRecord): Promise<void> {
  const row = toSessionRow(session)
  const marks = Object.keys(row).map((_, index) => `$${index + 1}`)
  const statement = `insert into coatcheck_sessions (${Object.keys(row).join(', ')}) values (${marks.join(', ')})`
  await connection.query(statement, Object.values(row))
}
