import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askRedis } from '../../../../tools/servers/redis-address.ts'
import { startProxy, type TcpProxy } from '../../../../tools/servers/start-proxy.ts'
import { type RedisServer, startRedis } from '../../../../tools/servers/start-redis.ts'
import { sqlite } from '../sqlite.ts'
import type { Store } from '../store.ts'
import { ending, noon, onItsOwn, rotation, sessionRecord } from '../testing/session-record.ts'
import { redis } from './open-redis.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-failover-'))

describe('a Redis with a replica', () => {
  let primary: RedisServer
  let replica: RedisServer
  /** Between the two, and in front of whichever of them is the primary. */
  let [link, front]: TcpProxy[] = []
  let store: Store

  beforeEach(async () => {
    primary = await startRedis('--repl-diskless-sync-delay', '0')
    link = await startProxy(primary)
    replica = await startRedis('--replicaof', '127.0.0.1', String(link.port))
    front = await startProxy(primary)
    const over = await sqlite(join(folder, `${randomUUID()}.db`))
    store = await redis(`redis://127.0.0.1:${front.port}`, { over })
    await vi.waitUntil(async () => (await askRedis(primary, 'WAIT 1 100')) === ':1', { timeout: 10_000 })
  })
  afterEach(async () => {
    await store.close()
    await Promise.all([link?.close(), front?.close(), primary.remove(), replica.remove()])
  })

  async function create() {
    const session = sessionRecord()
    await store.sessions.create(session, onItsOwn)
    return session
  }

  async function failOver() {
    await primary.kill()
    await askRedis(replica, 'REPLICAOF NO ONE')
    if (front !== undefined) front.target = replica
    await vi.waitFor(() => store.check(), { timeout: 10_000, interval: 20 })
  }

  it('L3 L4 FI-5 keeps live sessions alive and dead ones dead when a replica takes over that heard of no logout', async () => {
    const [live, loggedOut, renewed] = [await create(), await create(), await create()]
    await askRedis(primary, 'WAIT 1 5000')
    link?.hold()
    await store.sessions.end({ tokenHashes: [loggedOut.tokenHash] }, ending('logged_out'))
    await store.sessions.rotate(renewed.tokenHash, rotation())

    await failOver()

    expect(await askRedis(replica, `EXISTS coatcheck:session:${loggedOut.id}`), 'the replica has it').toBe(':1')
    expect(await store.sessions.find(live.tokenHash)).toEqual({ state: 'kept', session: live })
    expect(await store.sessions.find(loggedOut.tokenHash)).toMatchObject({ state: 'ended', reason: 'logged_out' })
    expect(await store.sessions.find(renewed.tokenHash)).toMatchObject({ state: 'ended', reason: 'rotated' })
  })

  it('L3 FI-5 ends a session that the new primary never heard of', async () => {
    link?.hold()
    const session = await create()
    await failOver()
    expect(await store.sessions.find(session.tokenHash)).toBeNull()

    const ended = await store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))

    expect(ended).toHaveLength(1)
    expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'ended', reason: 'logged_out' })
  })

  it('L2 L6 FI-4 reads from a replica, refuses to write, and writes once it is the primary', async () => {
    const session = await create()
    await askRedis(primary, 'WAIT 1 5000')
    if (front !== undefined) front.target = replica
    front?.cut()
    await vi.waitFor(() => store.sessions.find(session.tokenHash), { timeout: 5000, interval: 20 })

    const touch = () => store.sessions.update(session.id, { lastSeenAt: noon + 1 }, noon)
    await expect(touch()).rejects.toMatchObject({ name: 'StoreUnavailable', troubled: ['redis'] })
    await expect(store.check()).rejects.toMatchObject({ troubled: ['redis'] })
    expect(await store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))).toHaveLength(1)

    await askRedis(replica, 'REPLICAOF NO ONE')
    await vi.waitFor(() => store.check(), { timeout: 5000, interval: 20 })
    expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'ended' })
  })
})
