import type { SessionInfo } from '@coatcheck/contract'
import type { AuthEvent, AuthEventSource } from './auth-event'
import type { Authenticated, AuthSnapshot } from './auth-snapshot'

/** What happened between two snapshots. */
export function eventsBetween(before: AuthSnapshot, after: AuthSnapshot, source: AuthEventSource): AuthEvent[] {
  const events = eventsOfPerson(before, after, source)
  if (before.isStale !== after.isStale) events.push({ type: after.isStale ? 'stale' : 'fresh' })
  return events
}

function eventsOfPerson(before: AuthSnapshot, after: AuthSnapshot, source: AuthEventSource): AuthEvent[] {
  // The first answer is no event; a login or logout before there was one is.
  if (after.status === 'unknown' || (before.status === 'unknown' && source === 'server')) return []
  if (before.status !== 'authenticated' && after.status === 'authenticated') {
    return [{ type: 'loggedIn', userId: after.userId, source }]
  }
  if (before.status !== 'anonymous' && after.status === 'anonymous') {
    return [{ type: 'loggedOut', reason: after.endReason, source }]
  }
  return before.status === 'authenticated' && after.status === 'authenticated' ? eventsOfSession(before, after) : []
}

function eventsOfSession(before: Authenticated, after: Authenticated): AuthEvent[] {
  const { userId, profile, session } = after
  if (before.userId !== userId) return [{ type: 'userSwitched', from: before.userId, to: userId }]
  const events: AuthEvent[] = []
  if (before.profile.version !== profile.version) events.push({ type: 'profileChanged', userId })
  if (isExtended(before.session, session)) events.push({ type: 'extended', expiresInSeconds: session.expiresInSeconds })
  return events
}

/** By the server's own times, all of which it writes alike; idle ends before the end that nothing moves. */
function isExtended(before: SessionInfo, after: SessionInfo): boolean {
  return before.id === after.id && before.idleExpiresAt < after.idleExpiresAt
}
