import type { Sabotage } from '../sabotage.ts'

const nextUser = 'libs/fastify/src/sessions/next-user.spec.ts'
const reauthenticate = 'libs/fastify/src/routes/session/reauthenticate.spec.ts'
const requestSession = 'libs/fastify/src/request-session/request-session.spec.ts'
const sessions = 'libs/fastify/src/routes/sessions.spec.ts'

const sessionsFile = 'libs/fastify/src/sessions/sessions.ts'
const requestSessionFile = 'libs/fastify/src/request-session/request-session.ts'
const endFile = 'libs/stores/src/sqlite/end-sessions.ts'

/** A login would count as a step-up. */
const steppedUpFromTheStart = {
  file: sessionsFile,
  line: 'reauthenticatedAt: null,',
  becomes: 'reauthenticatedAt: now,',
}

/** The session that the browser had goes on. */
const nothingReplaced = {
  file: sessionsFile,
  line: 'replaced: { tokenHashes,',
  becomes: 'replaced: { tokenHashes: [],',
}

/** Whose session it is does not matter; the parameter stays, since SQLite insists on it. */
const anybodys = {
  file: endFile,
  line: 'user_id = :user_id and id = :id',
  becomes: ':user_id is not null and id = :id',
}

/** FC-6, FC-7, FC-8 and FC-12: what somebody else sends, and who else uses the browser. */
export const strangers: Sabotage[] = [
  {
    proves: ['FC-6'],
    file: sessionsFile,
    line: 'distinctTokens(tokens).map(hashSessionToken)',
    becomes: 'distinctTokens(tokens).flatMap((token) => [token, hashSessionToken(token)])',
    spec: 'libs/fastify/src/routes/logout.spec.ts',
    test: 'FC-6 ends no session but the one whose token it was sent',
  },
  {
    proves: ['FC-6'],
    file: 'libs/contract/src/credentials.ts',
    line: 'EmptySchema = Type.Object({}, { additionalProperties: false })',
    becomes: 'EmptySchema = Type.Object({})',
    spec: 'libs/fastify/src/routes/logout.spec.ts',
    test: 'FC-6 is told by no id in a body whom it is for',
  },
  {
    proves: ['FC-6'],
    ...anybodys,
    spec: sessions,
    test: "FC-6 answers 404 for somebody else's session and leaves it alone",
  },
  {
    proves: ['FC-6'],
    file: endFile,
    line: 'user_id = :user_id and id is not :id',
    becomes: ':user_id is not null and id is not :id',
    spec: sessions,
    test: 'FC-6 touches nobody else',
  },
  {
    proves: ['FC-6'],
    file: requestSessionFile,
    line: 'request.cookies[innerCookie] = key',
    becomes: 'request.cookies[innerCookie] ??= key',
    spec: requestSession,
    test: 'FC-6 opens nobody else with a forged inner cookie',
  },
  {
    proves: ['FC-6'],
    ...anybodys,
    spec: 'libs/stores/src/testing/describe-session-ending.ts',
    test: 'FC-6 ends nothing by the public id of somebody else’s session',
  },
  {
    proves: ['FC-6'],
    file: 'libs/stores/src/sqlite/sqlite-password-store.ts',
    line: 'if (kept?.userId !== userId) throw',
    becomes: 'if (kept === null) throw',
    spec: 'libs/stores/src/testing/describe-password-change.ts',
    test: 'FC-6 changes nothing for the session of somebody else',
  },
  {
    proves: ['FC-7'],
    ...steppedUpFromTheStart,
    spec: nextUser,
    test: 'FC-7 cannot go on with a step-up that the one before began and gave up',
  },
  {
    proves: ['FC-7'],
    ...nothingReplaced,
    spec: nextUser,
    test: 'FC-7 does not become the one before, whose step-up is answered late',
  },
  {
    proves: ['FC-7'],
    ...steppedUpFromTheStart,
    spec: reauthenticate,
    test: 'FC-7 a step-up that was given up leaves nothing for the next user of the browser',
  },
  {
    proves: ['FC-8'],
    file: 'libs/fastify/src/guard/guard.ts',
    line: 'sendProblem(reply, refusal)',
    becomes: '(request.auth.forget(reply), sendProblem(reply, refusal))',
    spec: 'libs/fastify/src/sessions/read-costs.spec.ts',
    test: 'FC-8 write nothing and set no cookie, whatever tokens strangers make up',
  },
  {
    proves: ['FC-8'],
    file: requestSessionFile,
    line: 'withdrawCookie(reply, innerCookie)',
    becomes: '',
    spec: requestSession,
    test: 'FC-8 makes no row and no cookie for somebody who is not logged in',
  },
  {
    proves: ['FC-12'],
    ...steppedUpFromTheStart,
    spec: nextUser,
    test: 'FC-12 gets nothing of the one before: no id, no data, no time and no step-up',
  },
  {
    proves: ['FC-12'],
    ...nothingReplaced,
    spec: nextUser,
    test: 'FC-12 logs the one before out: the token before opens nothing and tells nothing of the next one',
  },
  {
    proves: ['FC-12'],
    file: requestSessionFile,
    line: 'store.empty(request.session)',
    becomes: '',
    spec: requestSession,
    test: 'FC-12 shows nothing of Ada to Grace, who logs in within the same request',
  },
  {
    proves: ['FC-12'],
    ...steppedUpFromTheStart,
    spec: reauthenticate,
    test: 'FC-12 carries no step-up over to the next login in the same browser',
  },
  {
    proves: ['FC-12'],
    file: 'libs/stores/src/sqlite/create-session.ts',
    line: 'const ended = endSessions(database, replaced, replaced.ending)',
    becomes: 'const ended: EndedSession[] = []',
    spec: 'libs/stores/src/testing/describe-session-creation.ts',
    test: 'FC-12 ends the session that the browser had, whoever it belonged to',
  },
]
