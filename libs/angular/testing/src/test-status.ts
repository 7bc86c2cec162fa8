import { type EndReason, type Profile, ɵtoSnapshot } from '@coatcheck/angular'
import { testSession } from './test-session'

/** What `GET /auth/status?include=profile` would say. */
export function testStatus(profile: Profile | null, reason: EndReason | null = null, session = testSession()) {
  const body = profile
    ? { authenticated: true, userId: profile.id, profile, session }
    : { authenticated: false, reason, loginMethods: ['password'] }
  const snapshot = ɵtoSnapshot(body)
  if (!snapshot) throw new Error('The test profile lacks a field that every profile has.')
  return snapshot
}
