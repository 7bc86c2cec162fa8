import type { DatabaseSync } from 'node:sqlite'
import { toSessionRow } from '../session-row.ts'
import type { CreationTerms, EndedSession, SessionRecord } from '../session-store.ts'
import { endSessions } from './end-sessions.ts'
import { liveSessionsOf } from './read-sessions.ts'

const insert = `
  insert into coatcheck_sessions
    (token_hash, id, user_id, created_at, authenticated_at, reauthenticated_at, last_seen_at,
     idle_expires_at, absolute_expires_at, persistent, methods, ip, user_agent, data)
  values
    (:token_hash, :id, :user_id, :created_at, :authenticated_at, :reauthenticated_at, :last_seen_at,
     :idle_expires_at, :absolute_expires_at, :persistent, :methods, :ip, :user_agent, :data)`

/** Thrown to undo what a creation has ended already. */
export class TooManySessions extends Error {}

/** Keeps a new session within a transaction, where those that are `over` take up no room. Tells which ended for it. */
export function createSession(
  database: DatabaseSync,
  session: SessionRecord,
  { replaced, limit: { most, ending } }: CreationTerms,
  over: readonly string[],
): EndedSession[] {
  const { userId, createdAt: now } = session
  const ended = endSessions(database, replaced, replaced.ending)
  const live = liveSessionsOf(database, userId, now).filter(({ id }) => !over.includes(id))
  // More than one when the limit has become smaller since.
  const surplus = live.slice(0, Math.max(0, live.length - most + 1))
  if (surplus.length > 0 && ending === null) throw new TooManySessions()
  const evicted = ending === null ? [] : surplus.flatMap(({ id }) => endSessions(database, { userId, id }, ending))
  database.prepare(insert).run(toSessionRow(session))
  return [...ended, ...evicted]
}
