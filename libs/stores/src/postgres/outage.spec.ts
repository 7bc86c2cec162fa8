import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  askPostgres,
  createDatabase,
  type PostgresDatabase,
  postgresPassword,
} from '../../../../tools/servers/postgres-address.ts'
import { type PostgresServer, startPostgres } from '../../../../tools/servers/start-postgres.ts'
import type { Store } from '../store.ts'
import { allOf, readingVerbs, tryVerbs, writingVerbs } from '../testing/every-verb.ts'
import { noon, onItsOwn, rotation, sessionRecord } from '../testing/session-record.ts'
import { postgres } from './open-postgres.ts'

const everyVerb = { ...readingVerbs, ...writingVerbs }
const deadlineMs = 1000
/** What a busy machine may take on top of a deadline, in milliseconds. */
const leeway = 1500

describe('a PostgreSQL in trouble', { timeout: 30_000 }, () => {
  let server: PostgresServer
  let database: PostgresDatabase
  let store: Store

  beforeAll(async () => {
    server = await startPostgres({ max_connections: '20' })
    database = await createDatabase(server)
  })
  afterAll(() => server.remove())
  beforeEach(async () => {
    store = await postgres({ url: database.url, deadlineMs, maxConnections: 5 })
  })
  afterEach(() => store.close())

  const ask = (sql: string) => askPostgres(server, sql)

  async function expectUnavailable(verbs = everyVerb) {
    const { outcomes, ms } = await tryVerbs(store, verbs)
    expect(outcomes).toEqual(allOf(verbs, 'StoreUnavailable'))
    expect(ms).toBeLessThan(deadlineMs + leeway)
  }

  /** Everything works again, within the time that the server needs to notice. */
  async function expectRecovered() {
    await vi.waitFor(() => store.check(), { timeout: 10_000, interval: 50 })
    expect((await tryVerbs(store, everyVerb)).outcomes).toEqual(allOf(everyVerb, 'ok'))
  }

  async function takeAllConnections(): Promise<Client[]> {
    const others: Client[] = []
    for (;;) {
      const other = new Client(server.url)
      try {
        await other.connect()
      } catch {
        return others
      }
      others.push(other)
    }
  }

  it('L2 L5 L6 FI-6 is unavailable while the server is killed, and recovers', async () => {
    const session = sessionRecord()
    await store.sessions.create(session, onItsOwn)
    await server.kill()

    await expectUnavailable()

    await server.start()
    await expectRecovered()
    expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
  })

  it('L2 L5 L6 FI-6 is unavailable while the server hangs, and recovers', async () => {
    await tryVerbs(store, everyVerb)
    server.pause()

    await expectUnavailable()
    await expectUnavailable(readingVerbs)

    server.resume()
    await expectRecovered()
  })

  it('L2 L4 FI-6 does nothing late that it was asked while the server hung', async () => {
    const session = sessionRecord({ userId: 'usr_carol' })
    await store.sessions.create(session, onItsOwn)
    await store.passwords.set(session.userId, 'old', noon)
    await tryVerbs(store, readingVerbs)
    server.pause()

    const unheard = [
      store.sessions.rotate(session.tokenHash, rotation()),
      store.sessions.update(session.id, { data: { late: true } }, noon),
      store.passwords.set(session.userId, 'new', noon),
    ]
    const outcomes = await Promise.allSettled(unheard)

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    server.resume()
    await expectRecovered()
    expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    expect(await store.passwords.find(session.userId)).toBe('old')
  })

  it.each(['SIGINT', 'SIGQUIT'] as const)('L6 FI-6 goes on after a restart by %s', async (name) => {
    await tryVerbs(store, everyVerb)

    await server.stop(name)
    await expectUnavailable(readingVerbs)
    await server.start()

    await expectRecovered()
  })

  it('L6 FI-6 goes on at once when its connections are terminated', async () => {
    await tryVerbs(store, everyVerb)

    await ask(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database.name}'`)

    expect((await tryVerbs(store, everyVerb)).outcomes).toEqual(allOf(everyVerb, 'ok'))
  })

  it('L2 L6 FI-6 reads while the server takes no writes, and writes again afterwards', async () => {
    await ask('alter system set default_transaction_read_only = on')
    await ask('select pg_reload_conf()')
    await vi.waitFor(() => expect(store.check()).rejects.toThrow(), { timeout: 5000 })

    expect((await tryVerbs(store, readingVerbs)).outcomes).toEqual(allOf(readingVerbs, 'ok'))
    // These two find nothing that they would have to change.
    const { unlink: _unlink, rememberLogin: _rememberLogin, ...writes } = writingVerbs
    await expectUnavailable(writes)

    await ask('alter system reset default_transaction_read_only')
    await ask('select pg_reload_conf()')
    await expectRecovered()
  })

  it('L2 L5 L6 FI-6 is unavailable while others have all connections, and recovers', async () => {
    const others = await takeAllConnections()

    await expectUnavailable()

    await Promise.all(others.map((other) => other.end()))
    await expectRecovered()
  })

  it('L2 L6 is unavailable while the password is another one, and recovers', async () => {
    await tryVerbs(store, everyVerb)
    const terminate = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database.name}'`
    await ask(`alter role postgres password 'other'; ${terminate}`)

    await expectUnavailable()

    const other = new Client({ connectionString: server.url.replace(postgresPassword, 'other') })
    await other.connect()
    await other.query(`alter role postgres password '${postgresPassword}'`)
    await other.end()
    await expectRecovered()
  })

  it('L2 L6 FI-6 is unavailable while the socket is missing, and recovers', async () => {
    await store.close()
    store = await postgres({ url: database.socketUrl, deadlineMs, maxConnections: 5 })
    await server.stop()

    await expectUnavailable()
    // An ENOENT of the driver is "no such session" to some, and would log everybody out.
    await expect(store.sessions.find('x')).rejects.toMatchObject({
      name: 'StoreUnavailable',
      cause: { code: 'ENOENT' },
    })

    await server.start()
    await expectRecovered()
  })

  it('closes although the server hangs', async () => {
    const other = await postgres({ url: database.url, deadlineMs: 100 })
    await tryVerbs(other, everyVerb)
    server.pause()

    await expect(other.close()).resolves.toBeUndefined()

    server.resume()
  })

  it('waits at the start for a server that comes late', async () => {
    await server.stop()
    const opening = postgres({ url: database.url, deadlineMs })

    await server.start()

    await (await opening).close()
  })
})
