import type { Sabotage } from '../sabotage.ts'

const restart = 'libs/fastify/src/sessions/restart.spec.ts'
const endSessions = 'libs/fastify/src/sessions/end-sessions.spec.ts'
const revocations = 'libs/fastify/src/revocations.spec.ts'
const changeMe = 'libs/fastify/src/routes/change-me.spec.ts'
const race = 'libs/fastify/src/sessions/race.spec.ts'
const jar = 'apps/web-e2e/src/journeys/cookie-jar.spec.ts'

const requestAuthFile = 'libs/fastify/src/auth/request-auth.ts'
const beginLoginFile = 'libs/fastify/src/auth/begin-login.ts'
const sessionsFile = 'libs/fastify/src/sessions/sessions.ts'
const passwordStoreFile = 'libs/stores/src/sqlite/sqlite-password-store.ts'
const endFile = 'libs/stores/src/sqlite/end-sessions.ts'

/** In SQL nothing is unequal to null, so that this ends nothing where there is no exception. */
const unequal = {
  file: endFile,
  line: 'user_id = :user_id and id is not :id',
  becomes: 'user_id = :user_id and id <> :id',
}

/** How sessions end, and what must not survive it. */
export const endings: Sabotage[] = [
  {
    proves: ['7.4.1', 'FC-4'],
    file: requestAuthFile,
    line: "this.#services.sessions.end(this.#cookie.tokens, 'logged_out')",
    becomes: 'this.#services.sessions.find(this.#cookie.tokens)',
    spec: 'libs/fastify/src/routes/logout.spec.ts',
    test: 'L3 FC-4 ASVS 7.4.1 deletes the session and clears the cookie',
  },
  {
    proves: ['7.4.1', 'FC-4'],
    file: sessionsFile,
    line: 'if (tokenHashes.length > 0) await',
    becomes: 'if (tokenHashes.length > 1) await',
    spec: restart,
    test: 'FC-4 ASVS 7.4.1 a token that was logged out opens nothing',
  },
  {
    proves: ['7.4.1', 'FC-4'],
    file: 'libs/stores/src/sqlite/read-sessions.ts',
    line: 'const row = this.#find.get({ token_hash: tokenHash })',
    becomes: 'const row = ((this as any)[tokenHash] ??= this.#find.get({ token_hash: tokenHash }))',
    spec: restart,
    test: 'FC-4 ASVS 7.4.1 a logout holds at once',
  },
  {
    proves: ['FC-4'],
    file: endFile,
    line: 'set token_hash = :new_token_hash,',
    becomes: 'set token_hash = coalesce(token_hash, :new_token_hash),',
    spec: restart,
    test: 'FC-4 a token that was renewed opens nothing',
  },
  {
    proves: ['7.4.1', 'FC-11'],
    file: 'libs/fastify/src/cookie/own-cookie.ts',
    line: "this.#set(reply, '', 0)",
    becomes: "this.#set(reply, '', null)",
    spec: jar,
    test: 'FC-11 ASVS 7.4.1 holds no session cookie after the logout',
  },
  {
    proves: ['FC-11'],
    file: 'libs/fastify/src/cookie/own-cookie.ts',
    line: 'secure: this.#secure,',
    becomes: "secure: this.#secure && value !== '',",
    spec: jar,
    test: 'FC-11 ASVS 3.3.1 lets a __Host- cookie in and, at the logout, out again',
  },
  {
    proves: ['7.4.2', 'FC-5'],
    ...unequal,
    spec: endSessions,
    test: 'FC-5 ASVS 7.4.2 ends all sessions of an account that was disabled, on every node',
  },
  {
    proves: ['7.4.2', 'FC-5'],
    file: 'libs/stores/src/sqlite/sqlite-user-store.ts',
    line: 'endSessions(database, { userId: id, exceptId: null }, ending)',
    becomes: 'endSessions(database, { userId: id, id }, ending)',
    spec: endSessions,
    test: 'FC-5 ASVS 7.4.2 ends all sessions of the account on every node',
  },
  {
    proves: ['7.4.2'],
    file: 'libs/stores/src/sqlite/sqlite-user-store.ts',
    line: 'endSessions(database, { userId: id, exceptId: null }, ending)',
    becomes: 'endSessions(database, { userId: id, id }, ending)',
    spec: changeMe,
    test: 'L3 FC-5 ASVS 7.4.2 deletes the account, ends every session and takes the cookie back',
  },
  {
    proves: ['7.4.2', 'FC-5'],
    ...unequal,
    spec: revocations,
    test: 'FC-5 ASVS 7.4.2 7.4.3 is right about: the host disables the account, a remembered one: ends: account_disabled',
  },
  {
    proves: ['7.4.3', 'FC-5'],
    file: passwordStoreFile,
    line: 'ended: endSessions(database, { userId, exceptId: kept.id }, ending)',
    becomes: 'ended: []',
    spec: revocations,
    test: 'FC-5 ASVS 7.4.2 7.4.3 is right about: change the password, another one: ends: password_changed',
  },
  {
    proves: ['7.4.3'],
    file: passwordStoreFile,
    line: '{ userId, exceptId: kept.id }',
    becomes: '{ userId, id: kept.id }',
    spec: 'libs/fastify/src/routes/password/change.spec.ts',
    test: 'L3 FC-5 ASVS 7.4.3 ends all other sessions, which are told why',
  },
  {
    proves: ['7.4.3'],
    file: 'libs/fastify/src/routes/sessions.ts',
    line: "sessions.endAll(userId, 'revoked', { exceptId: id })",
    becomes: "sessions.endAll(userId, 'revoked')",
    spec: 'libs/fastify/src/routes/sessions.spec.ts',
    test: 'L3 ASVS 7.4.3 ends all other sessions and keeps this one',
  },
  {
    proves: ['FC-5'],
    file: endFile,
    line: 'user_id = :user_id and id is not :id',
    becomes: 'user_id = :user_id and id is not :id and persistent = 0',
    spec: endSessions,
    test: 'FC-5 ASVS 7.4.3 ends all other sessions on every node, the remembered one too',
  },
  {
    proves: ['7.4.4'],
    file: 'apps/web/src/app/shell/who-is-here.ts',
    line: "{{ logout.isPending() ? 'Logging out…' : 'Log out' }}",
    becomes: "{{ logout.isPending() ? 'Logging out…' : '' }}",
    spec: 'apps/web-e2e/src/journeys/logout.spec.ts',
    test: 'ASVS 7.4.4 the logout is in sight on every page, and one click away',
  },
  {
    proves: ['7.4.5'],
    ...unequal,
    spec: endSessions,
    test: 'ASVS 7.4.5 ends all sessions of one user on every node, and of nobody else',
  },
  {
    proves: ['FC-5'],
    file: beginLoginFile,
    line: 'if (user !== null && (await stillProven?.(open.session)) !== false) return',
    becomes: 'if (user !== null) return',
    spec: race,
    test: 'L3 FC-5 a login with the old password leaves nothing behind once the password is changed',
  },
  {
    proves: ['FC-5'],
    file: beginLoginFile,
    line: 'if (user !== null && (await stillProven?.(open.session)) !== false) return { user, open }',
    becomes: 'if (open !== null) return { user: user ?? known, open }',
    spec: changeMe,
    test: 'L3 FC-5 a login that was under way leaves nothing behind',
  },
  {
    proves: ['FC-5'],
    file: 'libs/fastify/src/users/forget-user.ts',
    line: 'return sessions.end({ userId: id, exceptId: null }, ending)',
    becomes: 'return []',
    spec: 'libs/fastify/src/users/their-people.spec.ts',
    test: 'L3 FC-5 ASVS 7.4.2 delete their account there, and password and sessions here',
  },
]
