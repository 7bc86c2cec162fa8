import type { Sabotage } from '../sabotage.ts'

const documented = 'libs/fastify/src/sessions/documented-lifetimes.spec.ts'
const limit = 'libs/fastify/src/sessions/session-limit.spec.ts'
const me = 'libs/fastify/src/routes/me.spec.ts'
const extend = 'libs/fastify/src/routes/session/extend.spec.ts'

const lifetimesFile = 'libs/fastify/src/sessions/lifetimes.ts'
const createFile = 'libs/stores/src/sqlite/create-session.ts'
const findFile = 'libs/fastify/src/sessions/find-session.ts'

/** How long sessions live, and how many there may be. */
export const lifetimes: Sabotage[] = [
  {
    proves: ['7.1.1'],
    file: lifetimesFile,
    line: 'absoluteSeconds: 12 * 3600,',
    becomes: 'absoluteSeconds: 24 * 3600,',
    spec: documented,
    test: 'ASVS 7.1.1 says how long sessions live, each lifetime as it is',
  },
  {
    proves: ['7.1.1'],
    file: lifetimesFile,
    line: 'rememberedAbsoluteSeconds: 30 * 86_400',
    becomes: 'rememberedAbsoluteSeconds: 90 * 86_400',
    spec: documented,
    test: 'ASVS 7.1.1 names lifetimes within those of NIST SP 800-63B: AAL2, and AAL1 for who is remembered',
  },
  {
    proves: ['7.1.1'],
    file: lifetimesFile,
    line: 'idleMs: rememberedIdleSeconds * 1000',
    becomes: 'idleMs: idleSeconds * 1000',
    spec: documented,
    test: 'ASVS 7.1.1 names the lifetimes that an app without settings has: a remembered one',
  },
  {
    proves: ['7.1.2'],
    file: 'libs/fastify/src/sessions/session-limit.ts',
    line: 'most: 20,',
    becomes: 'most: 25,',
    spec: documented,
    test: 'ASVS 7.1.2 says how many sessions a user may have, and what happens with one more',
  },
  {
    proves: ['7.1.2'],
    file: createFile,
    line: 'live.length - most + 1',
    becomes: 'live.length - most',
    spec: limit,
    test: 'ASVS 7.1.2 ends the oldest session, which is told why',
  },
  {
    proves: ['7.1.2'],
    file: createFile,
    line: 'if (surplus.length > 0 && ending === null)',
    becomes: 'if (surplus.length > 1 && ending === null)',
    spec: limit,
    test: 'ASVS 7.1.2 is refused with 409 where the host wants it so, and ends nothing',
  },
  {
    proves: ['7.1.2'],
    file: createFile,
    line: 'live.slice(0, Math.max(0, live.length - most + 1))',
    becomes: 'live.slice(0, live.length === most ? 0 : 1)',
    spec: limit,
    test: 'ASVS 7.1.2 is never had by logging in from many places at once',
  },
  {
    proves: ['7.1.3'],
    file: 'libs/fastify/src/coatcheck.ts',
    line: "const loginMethods = ['password', ...providers.ids]",
    becomes: "const loginMethods = ['password', 'google']",
    spec: documented,
    test: 'ASVS 7.1.3 lists every way to log in that there is, none of them through somebody else',
  },
  {
    proves: ['7.3.1'],
    file: findFile,
    line: 'if (now >= idleExpiresAt)',
    becomes: 'if (now > idleExpiresAt)',
    spec: me,
    test: 'ASVS 7.3.1 answers 401 when the session was idle for too long',
  },
  {
    proves: ['7.3.1'],
    file: 'libs/fastify/src/auth/identify-caller.ts',
    line: 'routeOptions.config.coatcheckOwn === true',
    becomes: "routeOptions.config.auth === 'public'",
    spec: 'libs/fastify/src/routes/status.spec.ts',
    test: 'ASVS 7.3.1 does not extend the session',
  },
  {
    proves: ['7.3.1'],
    file: 'libs/fastify/src/sessions/sessions.ts',
    line: 'Math.min(now + idleMs, session.absoluteExpiresAt)',
    becomes: 'Math.min(session.lastSeenAt + idleMs, session.absoluteExpiresAt)',
    spec: extend,
    test: 'ASVS 7.3.1 moves the idle expiry on and answers with the status',
  },
  {
    proves: ['7.3.2'],
    file: findFile,
    line: 'if (now >= absoluteExpiresAt)',
    becomes: 'if (now > absoluteExpiresAt)',
    spec: me,
    test: 'ASVS 7.3.2 answers 401 when the session is over, however busy it was',
  },
  {
    proves: ['7.3.2'],
    file: 'libs/stores/src/sqlite/end-sessions.ts',
    line: 'set token_hash = :new_token_hash,',
    becomes:
      'set token_hash = :new_token_hash, absolute_expires_at = :now + absolute_expires_at - created_at, created_at = :now,',
    spec: 'libs/fastify/src/routes/session/reauthenticate.spec.ts',
    test: 'ASVS 7.3.2 leaves the absolute expiry where it was',
  },
  {
    proves: ['7.3.2'],
    file: 'libs/fastify/src/sessions/sessions.ts',
    line: 'Math.min(now + idleMs, session.absoluteExpiresAt)',
    becomes: 'now + idleMs',
    spec: extend,
    test: 'ASVS 7.3.2 never moves it past the absolute expiry',
  },
]
