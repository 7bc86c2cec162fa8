import type { SessionInfo } from '@coatcheck/angular'

/** The public side of a session for tests; say only what matters. */
export function testSession(fields: Partial<SessionInfo> = {}): SessionInfo {
  return {
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
    ...fields,
  }
}
