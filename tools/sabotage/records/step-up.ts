import type { Sabotage } from '../sabotage.ts'

const everyRoute = 'libs/fastify/src/guard/every-route.spec.ts'
const reauthenticate = 'libs/fastify/src/routes/session/reauthenticate.spec.ts'
const sessions = 'libs/fastify/src/routes/sessions.spec.ts'

const sessionsRouteFile = 'libs/fastify/src/routes/sessions.ts'

/** As `saveUninitialized` does it elsewhere: whoever comes by has a session. */
const forEveryVisitor = {
  file: 'libs/fastify/src/routes/own-routes.ts',
  line: 'setAnswerHeaders(reply)',
  becomes:
    'setAnswerHeaders(reply); await services.sessions.begin(crypto.randomUUID(), { methods: [], persistent: false, device: { ip: null, userAgent: null }, replaces: [] })',
}

/** What asks for proof anew, the list of devices, and who begins a session. */
export const stepUp: Sabotage[] = [
  {
    proves: ['7.5.1'],
    file: 'libs/fastify/src/routes/password/change.ts',
    line: 'config: { auth: steppedUp }',
    becomes: "config: { auth: 'user' }",
    spec: everyRoute,
    test: 'ASVS 7.5.1 asks for a step-up when it changes the account',
  },
  {
    proves: ['7.5.1'],
    file: 'libs/fastify/src/guard/guard.ts',
    line: '?? 0, now) > now)',
    becomes: '?? 0, now) >= now)',
    spec: reauthenticate,
    test: 'ASVS 7.5.1 asks for a step-up, and lets in whoever did it in time',
  },
  {
    proves: ['7.5.2'],
    file: sessionsRouteFile,
    line: 'current: session.id === currentId,',
    becomes: 'current: session.userId === currentId,',
    spec: sessions,
    test: 'ASVS 7.5.2 lists where the user is logged in, this session first',
  },
  {
    proves: ['7.5.2'],
    file: sessionsRouteFile,
    line: 'id: session.id,',
    becomes: 'id: session.tokenHash,',
    spec: sessions,
    test: 'ASVS 7.5.2 shows no token, no hash and nobody else',
  },
  {
    proves: ['7.5.2'],
    file: sessionsRouteFile,
    line: "sessions.endOne(userId, request.params.id, 'revoked')",
    becomes: "sessions.endOne(userId, id, 'revoked')",
    spec: sessions,
    test: 'L3 ASVS 7.5.2 ends another session, which is told that it was revoked',
  },
  {
    proves: ['7.6.2'],
    ...forEveryVisitor,
    spec: everyRoute,
    test: 'ASVS 7.6.2 begins no session when a link leads to it: GET',
  },
  {
    proves: ['7.6.2'],
    ...forEveryVisitor,
    spec: everyRoute,
    test: 'ASVS 7.6.2 begins a session where somebody logs in or registers, and nowhere else',
  },
]
