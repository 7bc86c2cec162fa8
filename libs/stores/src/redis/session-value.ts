import { readJsonObject } from '../json-object.ts'
import { fromSessionRow, toSessionRow } from '../session-row.ts'
import type { FoundSession, SessionRecord } from '../session-store.ts'

/** In characters: the longest data there may be, every one of them escaped, and the rest. */
const longestValue = 2 * 1024 * 1024 + 20_000

/**
 * What Redis keeps of a session: the part that changes while it lives. Whose it is, how they logged in, when it is over at
 * the latest and which token opens it stay in SQL, so that nobody who writes to Redis can make a login up.
 */
export function toSessionValue(session: SessionRecord): string {
  const { id, last_seen_at, idle_expires_at, ip, user_agent, data } = toSessionRow(session)
  return JSON.stringify({ id, last_seen_at, idle_expires_at, ip, user_agent, data })
}

/** Puts a session together again, strictly: a value that is odd, or is another session's, opens nothing (FC-9). */
export function fromSessionValue(value: string, kept: SessionRecord): FoundSession {
  const read = readJsonObject(value, longestValue)
  if (read === null) return { state: 'unreadable', problem: 'value' }
  const { id, last_seen_at, idle_expires_at, ip, user_agent, data } = read
  if (id !== kept.id) return { state: 'unreadable', problem: 'id' }
  return fromSessionRow({ ...toSessionRow(kept), last_seen_at, idle_expires_at, ip, user_agent, data })
}

/** What SQL keeps of a session. It lives there until its last moment: when it was last used only Redis knows. */
export function withoutValue(session: SessionRecord): SessionRecord {
  const { createdAt: lastSeenAt, absoluteExpiresAt: idleExpiresAt } = session
  return { ...session, lastSeenAt, idleExpiresAt, ip: null, userAgent: null, data: {} }
}

/** True for what {@link withoutValue} leaves in SQL; a login over HTTP has an address, and an idle end of its own. */
export function isWithoutValue(session: SessionRecord): boolean {
  const { createdAt, lastSeenAt, idleExpiresAt, absoluteExpiresAt, ip, userAgent, data } = session
  const isUnused = lastSeenAt === createdAt && idleExpiresAt === absoluteExpiresAt
  return isUnused && ip === null && userAgent === null && Object.keys(data).length === 0
}
