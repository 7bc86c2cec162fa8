import type { Sabotage } from '../sabotage.ts'

const throughTheApp = 'libs/fastify/src/sessions/poison-rows.spec.ts'
const inTheStore = 'libs/stores/src/sqlite/poison-rows.spec.ts'

const rowFile = 'libs/stores/src/session-row.ts'
const readFile = 'libs/stores/src/sqlite/read-sessions.ts'

/** FC-9: rows that no version of Coatcheck wrote. */
export const poison: Sabotage[] = [
  {
    proves: ['FC-9'],
    file: 'libs/stores/src/json-object.ts',
    line: 'if (Object.keys(value).some((key) => unsafeKeys.has(key))) return null',
    becomes: '',
    spec: throughTheApp,
    test: 'FC-9 L1 logs nobody in',
  },
  {
    proves: ['FC-9'],
    file: readFile,
    line: "return found?.state === 'kept' ? [found.session] : []",
    becomes: 'return [(found as any).session]',
    spec: throughTheApp,
    test: 'FC-9 L7 hides no other session of its user',
  },
  {
    proves: ['FC-9'],
    file: 'libs/fastify/src/sessions/find-session.ts',
    line: "rules.warn({ problem: found.problem }, 'A session cannot be read; whoever holds its token is not logged in')",
    becomes: '',
    spec: throughTheApp,
    test: 'FC-9 is told of in the log, in a line that repeats nothing of it',
  },
  {
    proves: ['FC-9'],
    file: 'libs/stores/src/sqlite/read-sessions.ts',
    line: 'statement.setReadBigInts(true)',
    becomes: '',
    spec: 'apps/api/src/faults/poison-rows.spec.ts',
    test: 'FC-9 L1 L7 lives, logs nobody in and lets everybody log out',
  },
  {
    proves: ['FC-9'],
    file: rowFile,
    line: "for (const field of ['tokenHash', 'id', 'userId']) {",
    becomes: "for (const field of ['tokenHash', 'userId']) {",
    spec: 'libs/stores/src/session-row.spec.ts',
    test: 'FC-9 finds nothing readable when %s is %j',
  },
  {
    proves: ['FC-9'],
    file: rowFile,
    line: 'return value === 1 ? true : value === 0 ? false : null',
    becomes: 'return Boolean(value)',
    spec: inTheStore,
    test: 'FC-9 L1 opens nothing',
  },
  {
    proves: ['FC-9'],
    file: 'libs/stores/src/sqlite/end-sessions.ts',
    line: 'id in (select id from coatcheck_sessions where token_hash = :token_hash',
    becomes: 'id in (select id from coatcheck_sessions where token_hash = :token_hash and json_valid(data)',
    spec: inTheStore,
    test: 'FC-9 L3 ends the session all the same',
  },
  {
    proves: ['FC-9'],
    file: readFile,
    line: "if (typeof reason === 'string' && isInstant(endedAt)) return",
    becomes: "if (typeof reason === 'string' && typeof endedAt === 'number') return",
    spec: inTheStore,
    test: 'FC-9 opens nothing that was ended at %s',
  },
  {
    proves: ['FC-9'],
    file: 'libs/stores/src/user-row.ts',
    line: 'if (roles === null) throw',
    becomes: 'if (row.roles === null) throw',
    spec: inTheStore,
    test: 'FC-9 L2 knows nothing about a user whose roles is {}',
  },
  {
    proves: ['FC-9'],
    file: rowFile,
    line: 'return value === 1 ? true : value === 0 ? false : null',
    becomes: 'return Boolean(value)',
    spec: 'libs/stores/src/postgres/poison-rows.spec.ts',
    test: 'FC-9 L1 opens nothing, and lists the other sessions',
  },
  {
    proves: ['FC-9'],
    file: 'libs/stores/src/redis/session-value.ts',
    line: "if (id !== kept.id) return { state: 'unreadable', problem: 'id' }",
    becomes: '',
    spec: 'libs/stores/src/redis/poison-values.spec.ts',
    test: 'FC-9 L1 L3 opens nothing where the value is %s, and ends it all the same',
  },
]
