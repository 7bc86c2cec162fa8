import type { AuthEvent, AuthEventSource } from './auth-event'
import type { AuthSnapshot } from './auth-snapshot'

/** What happened between two snapshots. */
export function eventsBetween(before: AuthSnapshot, after: AuthSnapshot, source: AuthEventSource): AuthEvent[] {
  const events: AuthEvent[] = []
  const change = changeOfPerson(before, after, source)
  if (change) events.push(change)
  if (before.isStale !== after.isStale) events.push({ type: after.isStale ? 'stale' : 'fresh' })
  return events
}

function changeOfPerson(before: AuthSnapshot, after: AuthSnapshot, source: AuthEventSource): AuthEvent | null {
  // The first answer is no event; a login or logout before there was one is.
  if (after.status === 'unknown' || (before.status === 'unknown' && source !== 'here')) return null
  if (before.status !== 'authenticated' && after.status === 'authenticated') {
    return { type: 'loggedIn', userId: after.userId, source }
  }
  if (before.status !== 'anonymous' && after.status === 'anonymous') {
    return { type: 'loggedOut', reason: after.endReason, source }
  }
  if (before.status !== 'authenticated' || after.status !== 'authenticated') return null
  if (before.userId !== after.userId) return { type: 'userSwitched', from: before.userId, to: after.userId, source }
  if (before.profile.version !== after.profile.version) {
    return { type: 'profileChanged', userId: after.userId, source }
  }
  return null
}
