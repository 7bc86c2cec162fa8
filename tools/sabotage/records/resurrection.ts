import type { Sabotage } from '../sabotage.ts'

const race = 'libs/fastify/src/sessions/race.spec.ts'
const update = 'libs/stores/src/testing/describe-session-update.ts'

const sessionsFile = 'libs/fastify/src/sessions/sessions.ts'
const storeFile = 'libs/stores/src/sqlite/sqlite-session-store.ts'
const readFile = 'libs/stores/src/sqlite/read-sessions.ts'

/** What is saved when its session is gone is created anew: how most session stores do it. */
const saveCreates = {
  file: sessionsFile,
  line: 'return this.#rules.store.update(session.id, { data: changed }, this.#rules.clock())',
  becomes:
    'return (await this.#rules.store.update(session.id, { data: changed }, this.#rules.clock())) || (await this.#rules.store.create({ ...session, data: changed }, { replaced: { tokenHashes: [], ending: this.ending("logged_out") }, limit: { most: 99_999, ending: null } })).created',
}

/** Whether the session still lives is not asked; the parameter stays, since SQLite insists on it. */
const updateOfDead = {
  file: readFile,
  line: 'where id = :id and ${alive}`',
  becomes: 'where id = :id and :now > 0`',
}

/** FC-3: what is over stays over, however slow the request is that wants to save something. */
export const resurrection: Sabotage[] = [
  { proves: ['FC-3'], ...saveCreates, spec: race, test: 'L3 FC-3 never undo: logout' },
  { proves: ['FC-3'], ...updateOfDead, spec: race, test: 'L3 FC-3 never undo: expiry' },
  {
    proves: ['FC-3'],
    ...saveCreates,
    spec: 'libs/fastify/src/request-session/request-session.spec.ts',
    test: 'L3 FC-3 brings no session back that was logged out while a slow handler wrote',
  },
  {
    proves: ['FC-3'],
    file: sessionsFile,
    line: 'if (!(await store.update(session.id, change, now))) return null',
    becomes: 'await store.update(session.id, change, now)',
    spec: 'libs/fastify/src/routes/session/extend.spec.ts',
    test: 'L3 FC-3 answers 401 when the session ends while it is under way',
  },
  {
    proves: ['FC-3'],
    file: storeFile,
    line: 'if (session === null) return false',
    becomes: 'if (session === null) return true',
    spec: update,
    test: 'L3 FC-3 does not bring an ended session back',
  },
  { proves: ['FC-3'], ...updateOfDead, spec: update, test: 'L3 FC-3 does not bring an expired session back' },
  {
    proves: ['FC-3'],
    file: storeFile,
    line: 'if (session === null) return false',
    becomes: 'if (session === null) return true',
    spec: 'libs/stores/src/sqlite/shared-file.spec.ts',
    test: 'L3 FC-3 know at once what the other one ended',
  },
  {
    proves: ['FC-3'],
    file: 'libs/stores/src/redis/redis-session-store.ts',
    line: 'const ended = await this.#inTime(() => this.#ledger.end(which, ending))',
    becomes: 'const ended: EndedSession[] = []',
    spec: 'libs/stores/src/redis/restored.spec.ts',
    test: 'L3 FC-3 FI-5 does not bring one back that was logged out',
  },
]
