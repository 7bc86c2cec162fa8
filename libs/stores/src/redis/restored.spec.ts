import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { askRedis } from '../../../../tools/servers/redis-address.ts'
import { type RedisServer, startRedis } from '../../../../tools/servers/start-redis.ts'
import type { SessionRecord } from '../session-store.ts'
import { sqlite } from '../sqlite.ts'
import type { Store } from '../store.ts'
import {
  atMost,
  ending,
  minute,
  noon,
  onItsOwn,
  rotation,
  sessionRecord,
  tokenHash,
} from '../testing/session-record.ts'
import { ada } from '../testing/user-record.ts'
import { redis } from './open-redis.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-restored-'))

describe('a Redis that was restored', () => {
  let server: RedisServer
  let store: Store

  beforeAll(async () => {
    server = await startRedis()
    store = await redis(server.url, { over: await sqlite(join(folder, `${randomUUID()}.db`)) })
  })
  afterAll(async () => {
    await store.close()
    await server.remove()
  })

  async function create(fields: Partial<SessionRecord> = {}): Promise<SessionRecord> {
    const session = sessionRecord({ userId: `usr_${tokenHash()}`, ...fields })
    await store.sessions.create(session, onItsOwn)
    return session
  }

  const remember = () => askRedis(server, 'SAVE')
  const lose = () => askRedis(server, 'FLUSHALL')

  /** Back to what was remembered, as from a backup or by a machine that was thought to be lost. */
  async function restore() {
    await server.kill()
    await server.start()
    await vi.waitFor(() => store.check(), { timeout: 10_000, interval: 20 })
  }

  async function expectDead({ tokenHash, id, userId }: SessionRecord) {
    expect(await askRedis(server, `EXISTS coatcheck:session:${id}`), 'Redis has it back').toBe(':1')
    expect((await store.sessions.find(tokenHash))?.state).not.toBe('kept')
    expect(await store.sessions.update(id, { data: { late: true } }, noon)).toBe(false)
    expect(await store.sessions.rotate(tokenHash, rotation())).toBe(false)
    expect((await store.sessions.list(userId)).map((session) => session.id)).not.toContain(id)
  }

  /** What SQL hears of sessions that end, whether Redis shows them meanwhile or has lost them. */
  const meanwhiles = [
    { meanwhile: 'it had them', loseThem: async () => 'nothing' },
    { meanwhile: 'it had lost them', loseThem: lose },
  ]

  describe.each(meanwhiles)('from before sessions ended, while $meanwhile', ({ loseThem }) => {
    it('L3 FC-3 FI-5 does not bring one back that was logged out', async () => {
      const session = await create()
      await remember()
      await loseThem()
      await store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))

      await restore()

      await expectDead(session)
      expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'ended', reason: 'logged_out' })
    })

    it('L3 FI-5 does not bring one back that was revoked by its public id', async () => {
      const session = await create()
      await remember()
      await loseThem()
      await store.sessions.end({ userId: session.userId, id: session.id }, ending('revoked'))

      await restore()

      await expectDead(session)
    })

    it('L3 FI-5 does not bring any back of a user whose sessions were all ended', async () => {
      const first = await create()
      const second = await create({ userId: first.userId })
      await remember()
      await loseThem()
      await store.sessions.end({ userId: first.userId, exceptId: null }, ending('revoked'))

      await restore()

      await expectDead(first)
      await expectDead(second)
    })

    it('L3 FI-5 does not bring any back of a user who was deleted', async () => {
      const session = await create()
      await store.users.create({ ...ada, id: session.userId, email: null, emailCanonical: null }, 'hash')
      await remember()
      await loseThem()
      await store.users.delete(session.userId, ending('account_deleted'))

      await restore()

      await expectDead(session)
    })

    it('L3 FI-5 does not bring one back whose browser logged in anew', async () => {
      const session = await create()
      await remember()
      await loseThem()
      const replaced = { tokenHashes: [session.tokenHash], ending: ending('logged_out') }
      await store.sessions.create(sessionRecord(), { ...onItsOwn, replaced })

      await restore()

      await expectDead(session)
    })
  })

  it('L3 FI-5 does not bring a token back that was rotated out, and goes on under the new one', async () => {
    const session = await create()
    const renewed = rotation({ reauthenticatedAt: noon + 1 })
    await remember()
    await store.sessions.rotate(session.tokenHash, renewed)

    await restore()

    expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'ended', reason: 'rotated' })
    expect(await store.sessions.rotate(session.tokenHash, rotation())).toBe(false)
    expect(await store.sessions.find(renewed.tokenHash)).toEqual({
      state: 'kept',
      session: { ...session, tokenHash: renewed.tokenHash, reauthenticatedAt: noon + 1 },
    })
  })

  it('L3 FC-5 FI-5 does not bring a session back that is older than a new password', async () => {
    const asking = await create()
    const other = await create({ userId: asking.userId })
    await store.passwords.set(asking.userId, 'old', noon)
    await remember()
    const keeps = { tokenHash: asking.tokenHash, newTokenHash: tokenHash() }
    const change = { userId: asking.userId, from: 'old', to: 'new', keeps, ending: ending('password_changed') }
    expect(await store.passwords.change(change)).toMatchObject({ outcome: 'changed' })

    await restore()

    await expectDead(other)
    expect(await store.sessions.find(asking.tokenHash)).toMatchObject({ state: 'ended', reason: 'rotated' })
    expect(await store.sessions.find(keeps.newTokenHash)).toMatchObject({ state: 'kept', session: { id: asking.id } })
  })

  it('L3 FI-5 does not bring one back that had to give way', async () => {
    const session = await create()
    await remember()
    await store.sessions.create(sessionRecord({ userId: session.userId }), atMost(1, ending('session_limit')))

    await restore()

    await expectDead(session)
  })

  it('FI-5 does not bring one back whose time was over', async () => {
    const session = await create()
    await remember()
    await store.sessions.removeExpired(session.idleExpiresAt, noon, 100)

    await restore()

    await expectDead(session)
  })

  it('makes no session live longer than it did before', async () => {
    const session = await create()
    await remember()
    const [lastSeenAt, idleExpiresAt] = [noon + 20 * minute, noon + 50 * minute]
    await store.sessions.update(session.id, { lastSeenAt, idleExpiresAt }, lastSeenAt)

    await restore()

    expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
  })

  it('FI-4 opens nothing after a flush, and still knows why a session ended', async () => {
    const [session, loggedOut] = [await create(), await create()]
    await store.sessions.end({ tokenHashes: [loggedOut.tokenHash] }, ending('logged_out'))

    await lose()

    expect(await store.sessions.find(session.tokenHash)).toBeNull()
    expect(await store.sessions.list(session.userId)).toEqual([])
    expect(await store.sessions.find(loggedOut.tokenHash)).toMatchObject({ state: 'ended', reason: 'logged_out' })
  })

  it('FI-4 leaves room for new sessions after a flush', async () => {
    const { userId } = await create()
    await lose()

    const outcome = await store.sessions.create(sessionRecord({ userId }), atMost(1, null))

    expect(outcome).toEqual({ created: true, ended: [] })
  })
})
