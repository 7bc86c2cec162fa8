import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { askPostgres, createDatabase, type PostgresDatabase } from '../../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../../tools/servers/shared.ts'
import { startBabbler } from '../../../../tools/servers/start-babbler.ts'
import { startProxy, type TcpProxy } from '../../../../tools/servers/start-proxy.ts'
import type { SessionRecord } from '../session-store.ts'
import type { Store } from '../store.ts'
import { allOf, readingVerbs, tryVerbs, writingVerbs } from '../testing/every-verb.ts'
import { onItsOwn, sessionRecord } from '../testing/session-record.ts'
import { postgres } from './open-postgres.ts'

const everyVerb = { ...readingVerbs, ...writingVerbs }
const deadlineMs = 1000
const maxConnections = 4
/** What a busy machine may take on top of a deadline, in milliseconds. */
const leeway = 1500

/** A message of the protocol: its letter, its length and what is in it. */
function message(letter: string, ...content: number[]): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length + 4)
  return Buffer.concat([Buffer.from(letter), length, Buffer.from(content)])
}

/** What no PostgreSQL says, or not then. */
const nonsense = [
  ['text', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['zeros', Buffer.alloc(64)],
  ['ones', Buffer.alloc(64, 0xff)],
  ['a row with fewer than no columns', message('D', 0xff, 0xff)],
  ['a row that is cut off', message('D', 0, 9, 0, 0, 0, 1)],
  ['a login nobody knows', message('R', 0, 0, 0, 99)],
  ['a description that is cut off', message('T', 0, 9)],
  ['an error without an end', message('E', 0x53, 0x46)],
  ['a notice without an end', message('N', 0x4d)],
  ['the end of a command that nobody gave', message('C', 0x53, 0)],
  ['that it is ready for more', message('Z', 0x49)],
] as const

describe('a bad network in front of PostgreSQL', { timeout: 30_000 }, () => {
  let database: PostgresDatabase
  let proxy: TcpProxy
  let store: Store

  beforeAll(async () => {
    database = await createDatabase(sharedPostgres())
  })
  beforeEach(async () => {
    proxy = await startProxy(sharedPostgres())
    const url = new URL(database.url)
    url.port = String(proxy.port)
    store = await postgres({ url: url.href, deadlineMs, maxConnections })
  })
  afterEach(async () => {
    await store.close()
    expect(proxy.connections, 'connections that were left open').toBe(0)
    await proxy.close()
  })

  async function expectUnavailable() {
    const { outcomes, ms } = await tryVerbs(store, everyVerb)
    expect(outcomes).toEqual(allOf(everyVerb, 'StoreUnavailable'))
    expect(ms).toBeLessThan(deadlineMs + leeway)
    expect(proxy.connections).toBeLessThanOrEqual(maxConnections)
  }

  async function expectRecovered() {
    await vi.waitFor(() => store.check(), { timeout: 10_000, interval: 50 })
    expect((await tryVerbs(store, everyVerb)).outcomes).toEqual(allOf(everyVerb, 'ok'))
    expect(proxy.connections).toBeLessThanOrEqual(maxConnections)
  }

  it('FI-7 works over a way that takes its time', async () => {
    await tryVerbs(store, everyVerb)
    proxy.latencyMs = 5

    expect((await tryVerbs(store, readingVerbs)).outcomes).toEqual(allOf(readingVerbs, 'ok'))
  })

  it('L5 L6 FI-7 is unavailable in time over a way that takes too long, and recovers', async () => {
    await tryVerbs(store, everyVerb)
    proxy.latencyMs = 1100

    await expectUnavailable()

    proxy.latencyMs = 0
    await expectRecovered()
  })

  it('L5 L6 FI-7 is unavailable in time when bytes come one by one, and recovers', async () => {
    proxy.trickleMs = 100

    await expectUnavailable()

    proxy.trickleMs = null
    await expectRecovered()
  })

  it('L5 L6 FI-7 is unavailable in time when the cable is pulled, and recovers', async () => {
    await tryVerbs(store, everyVerb)
    proxy.hold()

    await expectUnavailable()
    await expectUnavailable()

    proxy.release()
    await expectRecovered()
  })

  it('L6 FI-7 asks again over another connection when one was dead already', async () => {
    await tryVerbs(store, everyVerb)

    proxy.cut()

    expect((await tryVerbs(store, readingVerbs)).outcomes).toEqual(allOf(readingVerbs, 'ok'))
  })

  it('L2 L6 FI-7 is unavailable when connections are reset while it asks, and recovers', async () => {
    await tryVerbs(store, everyVerb)
    proxy.latencyMs = 50
    const attempt = tryVerbs(store, writingVerbs)
    const cutting = setInterval(() => proxy.cut(), 10)

    const { outcomes } = await attempt

    clearInterval(cutting)
    proxy.latencyMs = 0
    expect(outcomes).toEqual(allOf(writingVerbs, 'StoreUnavailable'))
    await expectRecovered()
  })

  it('L2 L6 L7 is unavailable while something else listens there, and recovers', async () => {
    const babbler = await startBabbler(Buffer.from('-ERR unknown command\r\n'))
    proxy.target = babbler
    proxy.cut()

    await expectUnavailable()

    proxy.target = sharedPostgres()
    await expectRecovered()
    await babbler.close()
  })

  it.each(nonsense)('L2 L6 L7 survives %s as an answer, and recovers', async (_, bytes) => {
    await tryVerbs(store, readingVerbs)
    proxy.hold()
    const attempt = tryVerbs(store, readingVerbs)
    proxy.say(bytes)

    proxy.release()
    const { outcomes } = await attempt

    expect(['ok', 'StoreUnavailable']).toEqual(expect.arrayContaining(Object.values(outcomes)))
    await expectRecovered()
  })

  it.each(nonsense)('L1 L2 finds no other session, and not none either, after %s as an answer', async (_, bytes) => {
    const sessions = Array.from({ length: 20 }, () => sessionRecord({ userId: `usr_${randomUUID()}` }))
    await Promise.all(sessions.map((session) => store.sessions.create(session, onItsOwn)))
    const find = async ({ tokenHash }: SessionRecord) =>
      store.sessions.find(tokenHash).catch((error: unknown) => (error as Error).name)

    for (const session of sessions) {
      const attempt = Promise.all([find(session), find(session)])
      proxy.say(bytes)

      for (const found of await attempt) {
        expect([{ state: 'kept', session }, 'StoreUnavailable']).toContainEqual(found)
      }
    }
  })

  it.each(nonsense)('L6 L7 survives %s when nobody has asked', async (_, bytes) => {
    await tryVerbs(store, readingVerbs)

    proxy.say(bytes)

    await expectRecovered()
  })

  it('leaves no transaction open at the server', async () => {
    proxy.latencyMs = 60
    const attempt = tryVerbs(store, writingVerbs)
    setTimeout(() => proxy.cut(), 200)
    await attempt
    proxy.latencyMs = 0

    const open = `select count(*) from pg_stat_activity where datname = '${database.name}' and state <> 'idle'`
    await vi.waitUntil(async () => (await askPostgres(sharedPostgres(), open)) === '0', { timeout: 5000 })
  })
})
