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
  const { userId, profile, endReason } = after
  if (!userId) {
    return before.status === 'anonymous' ? null : { type: 'loggedOut', reason: endReason ?? null, source }
  }
  if (!before.userId) return { type: 'loggedIn', userId, source }
  if (before.userId !== userId) return { type: 'userSwitched', from: before.userId, to: userId, source }
  return before.profile.version === profile.version ? null : { type: 'profileChanged', userId, source }
}
