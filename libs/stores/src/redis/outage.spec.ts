import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { askRedis } from '../../../../tools/servers/redis-address.ts'
import { type RedisServer, startRedis } from '../../../../tools/servers/start-redis.ts'
import type { SessionRecord } from '../session-store.ts'
import { sqlite } from '../sqlite.ts'
import type { Store } from '../store.ts'
import { allOf, tryVerbs, type Verb } from '../testing/every-verb.ts'
import { redisVerbs, sqlVerbs } from '../testing/redis-verbs.ts'
import { ending, noon, onItsOwn, sessionRecord } from '../testing/session-record.ts'
import { redis } from './open-redis.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-redis-outage-'))
const deadlineMs = 1000
/** What a busy machine may take on top of a deadline, in milliseconds. */
const leeway = 1500

describe('a Redis in trouble', { timeout: 30_000 }, () => {
  let server: RedisServer
  let store: Store
  let session: SessionRecord

  beforeAll(async () => {
    const user = ['--user', 'coatcheck', 'on', '>secret', '~coatcheck:*', '&coatcheck:*', '+@all']
    const slowLoading = ['--key-load-delay', '1000', '--loading-process-events-interval-bytes', '1024']
    server = await startRedis(...user, ...slowLoading)
  })
  afterAll(() => server.remove())
  beforeEach(async () => {
    store = await openStore()
    session = sessionRecord({ userId: `usr_${randomUUID()}` })
    await store.sessions.create(session, onItsOwn)
  })
  afterEach(() => store.close())

  async function openStore() {
    const over = await sqlite(join(folder, `${randomUUID()}.db`))
    return redis(`redis://coatcheck:secret@127.0.0.1:${server.port}`, { over, deadlineMs })
  }

  const ask = (command: string) => askRedis(server, command)

  /** What needs Redis says in time that it does not know; what needs SQL alone goes on, logouts among them. */
  async function expectUnavailable(verbs: Record<string, Verb> = redisVerbs(session)) {
    const { outcomes, ms } = await tryVerbs(store, verbs)
    expect(outcomes).toEqual(allOf(verbs, 'StoreUnavailable'))
    expect(ms).toBeLessThan(deadlineMs + leeway)
    expect((await tryVerbs(store, sqlVerbs)).outcomes).toEqual(allOf(sqlVerbs, 'ok'))
  }

  async function expectRecovered() {
    await vi.waitFor(() => store.check(), { timeout: 10_000, interval: 20 })
    const fresh = sessionRecord({ userId: session.userId })
    await store.sessions.create(fresh, onItsOwn)
    const verbs = redisVerbs(fresh)
    expect((await tryVerbs(store, verbs)).outcomes).toEqual(allOf(verbs, 'ok'))
  }

  it('L2 L5 L6 FI-2 is unavailable while the server is killed, and recovers; what it forgot opens nothing', async () => {
    await server.kill()

    await expectUnavailable()

    await server.start()
    await expectRecovered()
    expect(await store.sessions.find(session.tokenHash)).toBeNull()
  })

  it('L4 FI-2 goes on where it was when the server comes back with its data', async () => {
    await ask('SAVE')
    await server.stop()
    await expectUnavailable()

    await server.start()

    await vi.waitFor(() => store.check(), { timeout: 10_000, interval: 20 })
    expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
  })

  it('L3 L5 ends a session while the server is killed, and it stays dead', async () => {
    await ask('SAVE')
    await server.kill()

    expect(await store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))).toHaveLength(1)
    expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'ended' })

    await server.start()
    await expectRecovered()
    expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'ended', reason: 'logged_out' })
    expect(await store.sessions.update(session.id, { lastSeenAt: noon + 1 }, noon)).toBe(false)
  })

  it('L6 FI-2 recovers however often the server goes and comes', async () => {
    for (let round = 0; round < 5; round += 1) {
      await server.kill()
      await server.start()
      await expectRecovered()
    }
  })

  it('L2 L5 L6 FI-3 is unavailable while the server hangs, and recovers', async () => {
    server.pause()

    await expectUnavailable()
    await expectUnavailable()

    server.resume()
    await expectRecovered()
    expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'kept' })
  })

  it('L2 L5 L6 FI-3 is unavailable while the server has paused its clients, and recovers', async () => {
    await ask(`CLIENT PAUSE ${2 * deadlineMs} ALL`)

    await expectUnavailable()

    await expectRecovered()
  })

  it('L2 L6 FI-4 reads while there is no memory left, refuses to write, and writes again afterwards', async () => {
    await ask('CONFIG SET maxmemory 1')
    const { create, update, take, check, ...others } = redisVerbs(session)

    await expectUnavailable({ create, update, take, check })
    expect((await tryVerbs(store, others)).outcomes).toEqual(allOf(others, 'ok'))

    await ask('CONFIG SET maxmemory 0')
    await expectRecovered()
  })

  it('L2 L6 FI-4 is unavailable behind a server that may forget sessions, says why, and recovers', async () => {
    onTestFinished(async () => {
      await ask('CONFIG SET maxmemory-policy noeviction')
    })
    await ask('CONFIG SET maxmemory-policy allkeys-lru')
    await ask('CLIENT KILL TYPE normal')

    await vi.waitFor(
      async () => {
        await expectUnavailable()
        const failure: unknown = await store.check().catch((error: unknown) => error)
        expect(causesOf(failure)).toContain('maxmemory-policy noeviction')
      },
      { timeout: 10_000, interval: 20 },
    )

    await ask('CONFIG SET maxmemory-policy noeviction')
    await expectRecovered()
  })

  it('L2 L6 FI-4 is unavailable while the password is another one, and recovers', async () => {
    await ask('ACL SETUSER coatcheck resetpass >other')
    await ask('CLIENT KILL TYPE normal')

    await expectUnavailable()

    await ask('ACL SETUSER coatcheck resetpass >secret')
    await expectRecovered()
  })

  it('L2 L6 FI-4 is unavailable while the server loads its data, and recovers', async () => {
    const load = 'local n = tonumber(ARGV[1]) for i = 1, n do redis.call("SET", "other:" .. i, i) end'
    await ask(`EVAL '${load}' 0 3000`)
    await ask('SAVE')
    await server.kill()
    const started = server.start()
    await vi.waitUntil(async () => (await ask('PING').catch(() => '')).startsWith('-LOADING'), { timeout: 5000 })

    await expectUnavailable()

    await started
    await expectRecovered()
    await ask('FLUSHALL')
    await ask('SAVE')
  })

  it('tells which of the two is in trouble', async () => {
    await expect(store.check()).resolves.toBeUndefined()
    await server.kill()
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable', troubled: ['redis'] })

    await server.start()
    await expectRecovered()
  })

  it('closes although the server hangs', async () => {
    const other = await openStore()
    other.feed?.subscribe({ onMessage: () => undefined })
    server.pause()
    const asking = other.rateLimits.clear(['nobody']).catch(() => undefined)

    await expect(other.close()).resolves.toBeUndefined()

    await asking
    server.resume()
  })
})

function causesOf(error: unknown): string {
  return error instanceof Error ? `${error.message} ${causesOf(error.cause)}` : ''
}
