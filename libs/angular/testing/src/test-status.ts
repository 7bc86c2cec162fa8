import { type EndReason, type Profile, type SessionInfo, ɵtoSnapshot } from '@coatcheck/angular'

const session: SessionInfo = {
  id: 'ses_test',
  createdAt: '2026-01-01T00:00:00.000Z',
  authenticatedAt: '2026-01-01T00:00:00.000Z',
  methods: ['password'],
  idleExpiresAt: '2026-01-01T00:30:00.000Z',
  absoluteExpiresAt: '2026-01-01T12:00:00.000Z',
  expiresInSeconds: 1800,
  warnBeforeSeconds: 120,
  persistent: false,
  reauthenticatedUntil: null,
}

/** What `GET /auth/status?include=profile` would say. */
export function testStatus(profile: Profile | null, reason: EndReason | null = null) {
  const body = profile
    ? { authenticated: true, userId: profile.id, profile, session }
    : { authenticated: false, reason, loginMethods: ['password'] }
  const snapshot = ɵtoSnapshot(body)
  if (!snapshot) throw new Error('The test profile lacks a field that every profile has.')
  return snapshot
}
