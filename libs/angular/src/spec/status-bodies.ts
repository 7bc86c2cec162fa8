/** Bodies as `GET /auth/status?include=profile` answers them. */
export const adaStatus = loggedInAs('usr_ada', 'Ada Lovelace')

export const graceStatus = loggedInAs('usr_grace', 'Grace Hopper')

export const anonymousStatus = anonymousBecause(null)

/** A logout that is beyond doubt: without a reason it would be asked for twice. */
export const endedStatus = anonymousBecause('revoked')

/** The same session in its step-up window. */
export function steppedUp(status: ReturnType<typeof loggedInAs>) {
  return { ...status, session: { ...status.session, reauthenticatedUntil: '2026-01-01T00:10:00.000Z' } }
}

export function anonymousBecause(reason: unknown) {
  return { authenticated: false, reason, loginMethods: ['password'], serverTime: '2026-01-01T00:00:00.000Z' }
}

export function loggedInAs(id: string, name: string, version = '1') {
  return {
    authenticated: true,
    userId: id,
    profileVersion: version,
    session: {
      id: 'ses_1',
      createdAt: '2026-01-01T00:00:00.000Z',
      authenticatedAt: '2026-01-01T00:00:00.000Z',
      methods: ['password'],
      idleExpiresAt: '2026-01-01T00:30:00.000Z',
      absoluteExpiresAt: '2026-01-01T12:00:00.000Z',
      expiresInSeconds: 1800,
      warnBeforeSeconds: 120,
      persistent: false,
      reauthenticatedUntil: null,
    },
    serverTime: '2026-01-01T00:00:00.000Z',
    profile: {
      id,
      name,
      email: 'ada@example.org',
      emailVerified: true,
      picture: null,
      initials: 'AL',
      roles: ['user'],
      locale: 'en',
      createdAt: '2026-01-01T00:00:00.000Z',
      version,
    },
  }
}
