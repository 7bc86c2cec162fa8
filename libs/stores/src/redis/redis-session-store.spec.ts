import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRedisDatabase } from '../../../../tools/servers/redis-address.ts'
import { sharedRedis } from '../../../../tools/servers/shared.ts'
import { sqlite } from '../sqlite.ts'
import type { Store } from '../store.ts'
import { atMost, ending, minute, noon, onItsOwn, rotation, sessionRecord } from '../testing/session-record.ts'
import { redis } from './open-redis.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-redis-sessions-'))
const url = await createRedisDatabase(sharedRedis())
const client = createClient({ url })

describe('RedisSessionStore', () => {
  let sql: Store
  let store: Store

  beforeAll(() => client.connect())
  afterAll(() => client.close())
  beforeEach(async () => {
    await client.flushDb()
    sql = await sqlite(join(folder, `${randomUUID()}.db`))
    store = await redis(url, { over: sql })
  })
  afterEach(() => store.close())

  async function create(fields = {}) {
    const session = sessionRecord(fields)
    await store.sessions.create(session, onItsOwn)
    return session
  }

  /** What Redis has, once it has done all that it was asked for. */
  async function sessionKeys() {
    await store.check()
    return client.keys('coatcheck:session:*')
  }

  it('writes nothing to SQL while a session is used', async () => {
    const session = await create()
    const before = await sql.sessions.find(session.tokenHash)

    await store.sessions.update(session.id, { lastSeenAt: noon + minute, ip: '192.0.2.8', data: { a: 1 } }, noon)

    expect(await sql.sessions.find(session.tokenHash)).toEqual(before)
  })

  it('takes away what Redis has of a session that has ended', async () => {
    const session = await create()

    await store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))

    expect(await sessionKeys()).toEqual([])
    expect(await client.zCard('coatcheck:expiries')).toBe(0)
  })

  it('takes away what Redis has of a session for which there was no room', async () => {
    const session = await create()

    const outcome = await store.sessions.create(sessionRecord(), atMost(1, null))

    expect(outcome.created).toBe(false)
    expect(await sessionKeys()).toEqual([`coatcheck:session:${session.id}`])
  })

  it('takes away from SQL what has expired in Redis', async () => {
    const session = await create()

    expect(await store.sessions.removeExpired(session.idleExpiresAt, noon, 10)).toBe(1)

    expect(await sql.sessions.find(session.tokenHash)).toBeNull()
  })

  it('takes away from SQL, at its latest moment, what Redis has forgotten', async () => {
    const session = await create()
    await client.flushDb()

    expect(await store.sessions.removeExpired(session.idleExpiresAt, noon, 10)).toBe(0)
    expect(await store.sessions.removeExpired(session.absoluteExpiresAt, noon, 10)).toBe(1)

    expect(await sql.sessions.find(session.tokenHash)).toBeNull()
  })

  it('L3 lets nothing that is written late bring a session back', async () => {
    const session = await create()
    const value = (await client.get(`coatcheck:session:${session.id}`)) ?? ''
    await store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))

    await client.set(`coatcheck:session:${session.id}`, value)

    expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'ended' })
    expect(await store.sessions.update(session.id, { data: { late: true } }, noon)).toBe(false)
  })

  it('opens nothing with a token of SQL alone', async () => {
    const session = sessionRecord()
    await sql.sessions.create(session, onItsOwn)

    expect(await store.sessions.find(session.tokenHash)).toBeNull()
    expect(await store.sessions.list('usr_ada')).toEqual([])
    expect(await store.sessions.rotate(session.tokenHash, rotation())).toBe(false)
  })
})
