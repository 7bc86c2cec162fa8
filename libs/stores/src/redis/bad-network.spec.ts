import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { createRedisDatabase } from '../../../../tools/servers/redis-address.ts'
import { sharedPostgres, sharedRedis } from '../../../../tools/servers/shared.ts'
import { startBabbler } from '../../../../tools/servers/start-babbler.ts'
import { startProxy, type TcpProxy } from '../../../../tools/servers/start-proxy.ts'
import { postgres } from '../postgres.ts'
import type { SessionRecord } from '../session-store.ts'
import { sqlite } from '../sqlite.ts'
import type { Store } from '../store.ts'
import { allOf, tryVerbs } from '../testing/every-verb.ts'
import { redisVerbs, sqlVerbs } from '../testing/redis-verbs.ts'
import { noon, onItsOwn, sessionRecord } from '../testing/session-record.ts'
import { redis } from './open-redis.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-redis-network-'))
const deadlineMs = 1000
/** What a busy machine may take on top of a deadline, in milliseconds. */
const leeway = 1500

/** What no Redis says, or not then. */
const nonsense = [
  ['text', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ['zeros', '\0'.repeat(64)],
  ['an answer to another question', '+OK\r\n'],
  ['nothing', '_\r\n'],
  ['a number', ':7\r\n'],
  ['a number that is none', ':x\r\n'],
  ['an array without an end', '*999999999\r\n'],
  ['an array that is too long', '*99999999999999\r\n'],
  ['an array of less than nothing', '*-7\r\n'],
  ['a text that is cut off', '$999999999\r\nabc'],
  ['a text of less than nothing', '$-7\r\n'],
  ['a map in place of a list', '%1\r\n+a\r\n+b\r\n'],
  ['an error that nobody knows', '-NOSUCHERROR for you\r\n'],
  ['an error without an end', '-ERR'],
  ['news that nobody subscribed to', '>3\r\n+message\r\n+a\r\n+b\r\n'],
  ['the end of a subscription', '>3\r\n$11\r\nunsubscribe\r\n$1\r\na\r\n:0\r\n'],
] as const

describe('a bad network in front of Redis', { timeout: 30_000 }, () => {
  let proxy: TcpProxy
  let url: string
  let store: Store
  let session: SessionRecord

  beforeEach(async () => {
    proxy = await startProxy(sharedRedis())
    const address = new URL(await createRedisDatabase(sharedRedis()))
    address.port = String(proxy.port)
    url = address.href
    store = await redis(url, { over: await sqlite(join(folder, `${randomUUID()}.db`)), deadlineMs })
    session = sessionRecord()
    await store.sessions.create(session, onItsOwn)
  })
  afterEach(async () => {
    await store.close()
    await vi.waitUntil(() => proxy.connections === 0, { timeout: 5000 })
    await proxy.close()
  })

  async function expectUnavailable() {
    const verbs = redisVerbs(session)
    const { outcomes, ms } = await tryVerbs(store, verbs)
    expect(outcomes).toEqual(allOf(verbs, 'StoreUnavailable'))
    expect(ms).toBeLessThan(deadlineMs + leeway)
    expect(proxy.connections).toBeLessThanOrEqual(1)
  }

  async function createFresh(): Promise<SessionRecord> {
    const fresh = sessionRecord()
    await store.sessions.create(fresh, onItsOwn)
    return fresh
  }

  async function expectRecovered() {
    // Another one for each try: of one that failed half-way Redis may have kept its part.
    const fresh = await vi.waitFor(createFresh, { timeout: 10_000, interval: 20 })
    expect((await tryVerbs(store, redisVerbs(fresh))).outcomes).toEqual(allOf(redisVerbs(fresh), 'ok'))
    expect(proxy.connections).toBe(1)
  }

  it('FI-7 works over a way that takes its time', async () => {
    proxy.latencyMs = 5

    expect((await tryVerbs(store, redisVerbs(session))).outcomes).toEqual(allOf(redisVerbs(session), 'ok'))
  })

  it('L5 L6 FI-7 is unavailable in time over a way that takes too long, and recovers', async () => {
    proxy.latencyMs = deadlineMs

    await expectUnavailable()

    proxy.latencyMs = 0
    await expectRecovered()
  })

  it('L5 L6 FI-7 is unavailable in time when bytes come one by one, and recovers', async () => {
    proxy.trickleMs = 200

    await expectUnavailable()

    proxy.trickleMs = null
    await expectRecovered()
  })

  it('L5 L6 FI-7 is unavailable in time when the cable is pulled, and recovers', async () => {
    proxy.hold()

    await expectUnavailable()
    await expectUnavailable()

    proxy.release()
    await expectRecovered()
    expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'kept' })
  })

  it('FI-3 notices that the cable is pulled when nobody asks anything, and refuses at once from then on', async () => {
    proxy.hold()
    await vi.waitUntil(() => proxy.connections === 0, { timeout: 10_000, interval: 5 })

    const { outcomes, ms } = await tryVerbs(store, redisVerbs(session))

    expect(outcomes).toEqual(allOf(redisVerbs(session), 'StoreUnavailable'))
    expect(ms).toBeLessThan(deadlineMs / 2)
    proxy.release()
    await expectRecovered()
  })

  it('L2 L6 FI-7 is unavailable when connections are reset while it asks, and recovers', async () => {
    proxy.latencyMs = 100
    const attempt = tryVerbs(store, redisVerbs(session))

    proxy.cut()

    proxy.latencyMs = 0
    expect((await attempt).outcomes).toEqual(allOf(redisVerbs(session), 'StoreUnavailable'))
    await expectRecovered()
  })

  it('L2 L6 L7 is unavailable while something else listens there, and recovers', async () => {
    const babbler = await startBabbler(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))
    proxy.target = babbler
    proxy.cut()

    await expectUnavailable()

    proxy.target = sharedRedis()
    await expectRecovered()
    await babbler.close()
  })

  it.each(nonsense)('L1 L2 L6 L7 reads nothing out of %s, and recovers', async (_, text) => {
    proxy.hold()
    const verbs = { ...redisVerbs(session), find: expectKept }
    const attempt = tryVerbs(store, verbs)

    // By then all of them have asked.
    for (let turn = 0; turn < 20; turn += 1) await nextTurn()
    proxy.say(Buffer.from(text))
    proxy.release()

    const { outcomes, ms } = await attempt
    expect(['ok', 'StoreUnavailable']).toEqual(expect.arrayContaining(Object.values(outcomes)))
    expect(ms).toBeLessThan(deadlineMs + leeway)
    await expectRecovered()
  })

  async function expectKept({ sessions }: Store) {
    expect(await sessions.find(session.tokenHash)).toMatchObject({ state: 'kept', session: { id: session.id } })
  }

  it.each(nonsense)('L6 L7 survives %s when nobody has asked', async (_, text) => {
    proxy.say(Buffer.from(text))

    await expectRecovered()
  })

  it('L2 L6 is unavailable while SQL is out of reach, names it, and recovers', async () => {
    const database = new URL((await createDatabase(sharedPostgres())).url)
    const way = await startProxy(sharedPostgres())
    database.port = String(way.port)
    const other = await redis(url, { over: await postgres({ url: database.href, deadlineMs }), deadlineMs })
    const known = sessionRecord()
    await other.sessions.create(known, onItsOwn)
    way.hold()

    const everything = { ...sqlVerbs, find: ({ sessions }: Store) => sessions.find(known.tokenHash) }
    const { outcomes, ms } = await tryVerbs(other, everything)
    const failure: unknown = await other.check().catch((error: unknown) => error)

    expect(outcomes).toEqual(allOf(everything, 'StoreUnavailable'))
    expect(ms).toBeLessThan(deadlineMs + leeway)
    expect(failure).toMatchObject({ name: 'StoreUnavailable', troubled: ['sql'] })
    way.release()
    await vi.waitFor(() => other.check(), { timeout: 10_000, interval: 20 })
    const update = () => other.sessions.update(known.id, { lastSeenAt: noon + 1 }, noon)
    expect(await update()).toBe(true)
    await other.close()
    await way.close()
  })
})
