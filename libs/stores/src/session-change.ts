import { checkKeys } from './json-object.ts'
import type { SessionChange, SessionRecord } from './session-store.ts'

/**
 * The session as a change leaves it. Neither the last activity nor the idle expiry moves back, since a slow request
 * may bring older ones than a quick one did; and the idle expiry never moves past the absolute one.
 */
export function changeSession(session: SessionRecord, change: SessionChange): SessionRecord {
  const { lastSeenAt = 0, idleExpiresAt = 0, ip = session.ip, userAgent = session.userAgent, data = {} } = change
  checkKeys(data)
  const merged = Object.entries({ ...session.data, ...data }).filter(([, value]) => value !== undefined)
  return {
    ...session,
    lastSeenAt: Math.max(session.lastSeenAt, lastSeenAt),
    idleExpiresAt: Math.min(session.absoluteExpiresAt, Math.max(session.idleExpiresAt, idleExpiresAt)),
    ip,
    userAgent,
    data: Object.fromEntries(merged),
  }
}
