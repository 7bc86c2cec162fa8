import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { askPostgres, createDatabase, type PostgresDatabase } from '../../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../../tools/servers/shared.ts'
import { isLedger } from '../session-ledger.ts'
import type { Store } from '../store.ts'
import { type Verb, readingVerbs, writingVerbs } from '../testing/every-verb.ts'
import { google, identityRecord, providerLogin, providerLogout } from '../testing/identity-record.ts'
import { atMost, ending, inPlaceOf, minute, noon, rotation, sessionRecord } from '../testing/session-record.ts'
import { postgres } from './open-postgres.ts'

interface Asked {
  text: string
  values: unknown[]
}

const rows = 20_000

/** So many rows in each table: every user has five sessions, and some of everything has expired. */
const fill = `
  insert into coatcheck_users select 'usr_' || i, 'n', 'e' || i, 'e' || i, 1, '[]', 'en', 1, 1 from generate_series(1, ${rows}) i;
  insert into coatcheck_passwords select 'usr_' || i, 'hash', 1 from generate_series(1, ${rows}) i;
  insert into coatcheck_sessions (token_hash, id, user_id, created_at, authenticated_at, last_seen_at, idle_expires_at,
    absolute_expires_at, persistent, methods, data)
  select 'token' || i, 'ses_' || i, 'usr_' || (i % ${rows / 5}), ${noon}, ${noon}, ${noon}, ${noon} + i * 100,
    ${noon + 720 * minute}, 0, '[]', '{}' from generate_series(1, ${rows}) i;
  insert into coatcheck_ended_sessions (token_hash, session_id, reason, ended_at, forget_at)
  select 'ended' || i, 'ses_' || i, 'rotated', ${noon}, ${noon} + i * 100 from generate_series(1, ${rows}) i;
  insert into coatcheck_rate_limits select 'key' || i, ${noon} + i * 100 from generate_series(1, ${rows}) i;
  insert into coatcheck_known_devices select 'device' || i, 'usr_' || i, ${noon} + i * 100 from generate_series(1, ${rows}) i;
  insert into coatcheck_identities select 'idn_' || i, 'https://accounts.google.com', 'sub' || i, 'usr_' || i, 'n', 'e', 'p', 1, 1
  from generate_series(1, ${rows}) i;
  insert into coatcheck_round_trips select 'trip' || i, 'google', 'login', '/', 0, null, null, ${noon}, ${noon} + i * 100
  from generate_series(1, ${rows}) i;
  insert into coatcheck_provider_logins select 'ses_' || i, 'usr_' || (i % ${rows / 5}), 'https://accounts.google.com', 'sub' || i,
    'sid' || i, ${noon}, ${noon} + i * 100 from generate_series(1, ${rows}) i;
  insert into coatcheck_provider_logouts select 'message' || i, 'https://accounts.google.com', 'sub' || i, 'sid' || i, ${noon},
    ${noon} + i * 100 from generate_series(1, ${rows}) i;
  insert into coatcheck_pictures select 'usr_' || i, 'user', 'v', 'image/png', null, 1, 'x' from generate_series(1, ${rows}) i;
  analyze`

const user = 'usr_7'
const logOut = ending('logged_out')
const later = noon + minute

const linked = identityRecord({ id: 'idn_7', subject: 'sub7', userId: user })

/** What the verbs for every day leave out: several sessions at once, and sessions that are there. */
const moreVerbs: Record<string, Verb> = {
  findLive: ({ sessions }) => sessions.find('token1'),
  createInPlace: ({ sessions }) => sessions.create(sessionRecord({ userId: user }), inPlaceOf('token2', 'ended3')),
  createOneTooMany: ({ sessions }) => sessions.create(sessionRecord({ userId: user }), atMost(2, logOut)),
  updateLive: ({ sessions }) => sessions.update('ses_19000', { data: { cart: 1 } }, noon),
  rotateLive: ({ sessions }) => sessions.rotate('token19001', rotation()),
  endTwo: ({ sessions }) => sessions.end({ tokenHashes: ['token19002', 'ended19003'] }, logOut),
  deleteUser: ({ users }) => users.delete('usr_9', ending('account_deleted')),
  removeExpired: ({ sessions }) => sessions.removeExpired(later, later, 500),
  removeFull: ({ rateLimits }) => rateLimits.removeFull(later, 500),
  removeStale: ({ knownDevices }) => knownDevices.removeStale(later, 500),
  removeTrips: ({ roundTrips }) => roundTrips.removeExpired(later, 500),
  removeLogins: ({ providerLogins }) => providerLogins.removeExpired(later, 500),
  rememberLinked: ({ providerLogins }) =>
    providerLogins.remember(providerLogin(sessionRecord({ userId: user }), linked)),
  unlinkLinked: async ({ identities }) => {
    await identities.link(identityRecord({ subject: 'one more', userId: user }), null)
    await identities.unlink(linked, { usableIssuers: [google], exceptSessionId: 'ses_0', ending: logOut })
  },
  logOutMany: ({ providerLogins }) => providerLogins.logOut(providerLogout({ subject: 'sub9' }), logOut),
  knowsAnybody: ({ knownDevices }) => knownDevices.knows('device1', null),
  forgetDevices: ({ knownDevices }) => knownDevices.forgetUser('usr_8'),
  ledger: async ({ sessions }) => {
    if (!isLedger(sessions)) throw new Error('It keeps sessions in SQL')
    await sessions.findById('ses_19004')
    await sessions.remove(['ses_19005', 'ses_19006'])
  },
}

describe('what is asked of PostgreSQL', () => {
  let database: PostgresDatabase
  let store: Store

  beforeAll(async () => {
    database = await createDatabase(sharedPostgres())
    store = await postgres(database.url)
    await askPostgres(sharedPostgres(), fill, database.name)
  })
  afterAll(() => store.close())

  async function noteStatements(verbs: Record<string, Verb>): Promise<Asked[]> {
    const query = vi.spyOn(pg.Client.prototype, 'query')
    for (const verb of Object.values(verbs)) await verb(store)
    const asked = query.mock.calls.map(([statement]) => statement as unknown as Asked)
    query.mockRestore()
    return asked.filter(({ text }) => /^\s*(select|insert|update|delete|with)\b/.test(text))
  }

  /** Those that look at every row of a table of ours, with their plans. */
  async function slowOnes(asked: readonly Asked[]): Promise<Record<string, string>> {
    const client = new pg.Client(database.url)
    await client.connect()
    const slow: Record<string, string> = {}
    for (const { text, values } of asked) {
      const plan = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values)
      const steps = plan.rows.map((row) => row['QUERY PLAN']).join('\n')
      if (/Seq Scan on coatcheck/.test(steps)) slow[text] = steps
    }
    await client.end()
    return slow
  }

  it('is found by an index, whatever table it is in', async () => {
    const asked = await noteStatements({ ...readingVerbs, ...writingVerbs, ...moreVerbs })

    expect(asked.length).toBeGreaterThan(40)
    expect(await slowOnes(asked)).toEqual({})
  })

  it('is found by an index also before the server has counted anything, when it is cleared up', async () => {
    const { removeExpired, removeFull, removeStale, removeTrips, removeLogins } = moreVerbs
    await askPostgres(
      sharedPostgres(),
      `delete from pg_statistic where starelid::regclass::text like 'coatcheck_%'`,
      database.name,
    )

    const verbs = { removeExpired, removeFull, removeStale, removeTrips, removeLogins }
    const asked = await noteStatements(verbs as Record<string, Verb>)

    expect(asked).toHaveLength(7)
    expect(await slowOnes(asked)).toEqual({})
  })

  it('would be noticed if it were not', async () => {
    const asked = [{ text: 'select from coatcheck_sessions where ip = $1', values: ['192.0.2.7'] }]

    expect(Object.keys(await slowOnes(asked))).toHaveLength(1)
  })
})
