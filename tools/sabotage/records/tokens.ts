import type { Sabotage } from '../sabotage.ts'

const token = 'libs/fastify/src/sessions/session-token.spec.ts'
const newToken = 'libs/fastify/src/sessions/new-token.spec.ts'
const login = 'libs/fastify/src/routes/login.spec.ts'

const tokenFile = 'libs/fastify/src/sessions/session-token.ts'
const sessionsFile = 'libs/fastify/src/sessions/sessions.ts'
const storeFile = 'libs/stores/src/sqlite/end-sessions.ts'
const readFile = 'libs/stores/src/sqlite/read-sessions.ts'

/** What opens a session, and when it becomes another token. */
export const tokens: Sabotage[] = [
  {
    proves: ['7.2.1'],
    file: 'libs/fastify/src/guard/guard.ts',
    line: 'if (!caller.authenticated) return',
    becomes: 'if (!caller.authenticated && caller.reason !== null) return',
    spec: 'libs/fastify/src/guard/every-route.spec.ts',
    test: 'ASVS 7.2.1 is 401 without a live session, unless it is public',
  },
  {
    proves: ['7.2.2'],
    file: tokenFile,
    line: "return randomBytes(32).toString('base64url')",
    becomes: "return hash('sha256', `secret of ${process.pid}`, 'base64url')",
    spec: token,
    test: 'ASVS 7.2.2 is another one each time that somebody logs in',
  },
  {
    proves: ['7.2.2'],
    file: tokenFile,
    line: "return hash('sha256', token, 'base64url')",
    becomes: 'return token',
    spec: token,
    test: 'ASVS 7.2.2 is all that opens a session: nothing that stays the same does',
  },
  {
    proves: ['7.2.3'],
    file: tokenFile,
    line: "return randomBytes(32).toString('base64url')",
    becomes: "return randomBytes(16).toString('base64url')",
    spec: token,
    test: 'ASVS 7.2.3 makes 100,000 tokens of 256 bits, no two of them alike',
  },
  {
    proves: ['7.2.3'],
    file: tokenFile,
    line: "return randomBytes(32).toString('base64url')",
    becomes: "return randomBytes(32).map((byte) => byte & 0x7f).toString('base64url')",
    spec: token,
    test: 'ASVS 7.2.3 sets each bit in half of them, none in step with another token',
  },
  {
    proves: ['7.2.3'],
    file: sessionsFile,
    line: 'tokenHash: hashSessionToken(token),',
    becomes: 'tokenHash: hashSessionToken(replaces[0] ?? token),',
    spec: token,
    test: 'ASVS 7.2.3 is never one that a browser brought along',
  },
  {
    proves: ['7.2.4', 'FC-2'],
    file: storeFile,
    line: 'set token_hash = :new_token_hash,',
    becomes: 'set token_hash = coalesce(token_hash, :new_token_hash),',
    spec: newToken,
    test: 'FC-2 ASVS 7.2.4 is the only one after: step-up',
  },
  {
    proves: ['7.2.4', 'FC-2'],
    file: sessionsFile,
    line: 'replaced: { tokenHashes,',
    becomes: 'replaced: { tokenHashes: [],',
    spec: newToken,
    test: 'FC-2 ASVS 7.2.4 is the only one after: registration',
  },
  {
    proves: ['7.2.4', 'FC-1'],
    file: 'libs/fastify/src/auth/request-auth.ts',
    line: 'const replaces = this.#cookie.tokens',
    becomes: 'const replaces: string[] = []',
    spec: login,
    test: 'FC-1 ASVS 7.2.4 gives a fresh token and ends the session that the browser had',
  },
  {
    proves: ['FC-1'],
    file: sessionsFile,
    line: 'tokenHash: hashSessionToken(token),',
    becomes: 'tokenHash: hashSessionToken(replaces[0] ?? token),',
    spec: newToken,
    test: 'FC-1 is not one that somebody made up and planted',
  },
  {
    proves: ['FC-1'],
    file: sessionsFile,
    line: 'replaced: { tokenHashes,',
    becomes: 'replaced: { tokenHashes: [],',
    spec: newToken,
    test: "FC-1 is not the attacker's, whose session was planted and is over on every node",
  },
  {
    proves: ['FC-1'],
    file: 'libs/fastify/src/coatcheck.ts',
    line: 'request.auth.withdraw(reply)',
    becomes: '',
    spec: 'libs/fastify/src/coatcheck.spec.ts',
    test: 'FC-1 sends no cookie with an answer that failed',
  },
  {
    proves: ['FC-2'],
    file: storeFile,
    line: 'set token_hash = :new_token_hash,',
    becomes: 'set token_hash = coalesce(token_hash, :new_token_hash),',
    spec: 'libs/fastify/src/sessions/race.spec.ts',
    test: 'L3 L4 FC-2 never bring the old token back after: step-up',
  },
  {
    proves: ['FC-2'],
    file: readFile,
    line: 'if (reason === null) return',
    becomes: "if (reason === null || reason === 'rotated') return",
    spec: 'libs/stores/src/testing/describe-session-rotation.ts',
    test: 'FC-2 opens nothing with the old token',
  },
  {
    proves: ['FC-2'],
    file: readFile,
    line: 'const ofUser = `select * from coatcheck_sessions s',
    becomes:
      'const ofUser = `select s.* from coatcheck_sessions s join (select id as owner from coatcheck_sessions union all select session_id from coatcheck_ended_sessions) t on t.owner = s.id',
    spec: 'libs/stores/src/testing/describe-session-reading.ts',
    test: 'FC-2 lists a session once, whatever tokens it had',
  },
  {
    proves: ['FC-10'],
    file: tokenFile,
    line: "return randomBytes(32).toString('base64url')",
    becomes: "return `${randomBytes(32).toString('base64url')}.${hash('sha256', 'secret', 'base64url')}`",
    spec: 'libs/fastify/src/sessions/restart.spec.ts',
    test: 'FC-10 a token opens its session as before: it is 32 random bytes, signed with nothing that could be lost',
  },
]
