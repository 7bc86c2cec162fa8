import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRedisDatabase } from '../../../../tools/servers/redis-address.ts'
import { sharedRedis } from '../../../../tools/servers/shared.ts'
import type { SessionRecord } from '../session-store.ts'
import { sqlite } from '../sqlite.ts'
import type { Store } from '../store.ts'
import { type OddRow, oddRows, poisonRows } from '../testing/poison-rows.ts'
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
import { redis } from './open-redis.ts'
import { toSessionValue } from './session-value.ts'

const url = await createRedisDatabase(sharedRedis())
const client = createClient({ url })
const limits = 'coatcheck:limits'

/** What may lie where the value of a session should. */
const poisonValues: [string, (session: SessionRecord) => Promise<unknown>][] = [
  ...[
    ['nothing', ''],
    ['a NUL character', '\0'],
    ['null', 'null'],
    ['a number', '7'],
    ['a text', '"text"'],
    ['an array', '[]'],
    ['an empty object', '{}'],
    ['half an object', '{"id":'],
    ['JavaScript', '{id:1}'],
    ['__proto__', '{"__proto__":{"data":"{}"}}'],
    ['10,000 arrays in each other', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['half a million brackets', '['.repeat(500_000)],
    ['5 MB', `{"data":"${'x'.repeat(5_000_000)}"}`],
    ['bytes that are no UTF-8', Buffer.of(0xff, 0xfe)],
  ].map(([kind = '', value = '']): (typeof poisonValues)[number] => [
    String(kind),
    ({ id }) => client.set(keyOf(id), value),
  ]),
  ['a list', ({ id }) => plantOther(id, () => client.rPush(keyOf(id), 'a'))],
  ['a hash', ({ id }) => plantOther(id, () => client.hSet(keyOf(id), 'a', 'b'))],
  ['a sorted set', ({ id }) => plantOther(id, () => client.zAdd(keyOf(id), { score: 1, value: 'a' }))],
  ['the value of another session', ({ id }) => client.set(keyOf(id), toSessionValue(sessionRecord()))],
]

/** Columns of a row that Redis keeps; the others are in SQL. */
const columns = ['id', 'last_seen_at', 'idle_expires_at', 'ip', 'user_agent', 'data']
const inRedis = (rows: readonly OddRow[]) => rows.filter(({ column }) => columns.includes(column))

const keyOf = (id: string) => `coatcheck:session:${id}`

async function plantOther(id: string, plant: () => Promise<unknown>) {
  await client.del(keyOf(id))
  await plant()
}

/** Writes the value of a session with something odd in it; bytes and large numbers as they are. */
async function plantRow(session: SessionRecord, { column, value }: OddRow) {
  const mark = '"<here>"'
  const text = JSON.stringify({ ...(JSON.parse(toSessionValue(session)) as object), [column]: '<here>' })
  const [before = '', after = ''] = text.split(mark)
  const odd = typeof value === 'bigint' ? String(value) : JSON.stringify(value)
  const bytes = value instanceof Uint8Array ? [Buffer.from('"'), value, Buffer.from('"')] : [Buffer.from(odd)]
  await client.set(keyOf(session.id), Buffer.concat([Buffer.from(before), ...bytes, Buffer.from(after)]))
}

describe('a Redis that others wrote to', () => {
  let store: Store

  beforeAll(async () => {
    await client.connect()
    const file = join(mkdtempSync(join(tmpdir(), 'coatcheck-redis-poison-')), 'coatcheck.db')
    store = await redis(url, { over: await sqlite(file) })
  })
  beforeEach(() => client.flushDb())
  afterAll(async () => {
    await client.close()
    await store.close()
  })

  /** A user with two sessions. */
  async function createTwo() {
    const userId = `usr_${tokenHash()}`
    const [odd, sound] = [sessionRecord({ userId }), sessionRecord({ userId })]
    for (const session of [odd, sound]) await store.sessions.create(session, onItsOwn)
    return { odd, sound }
  }

  async function expectDead(odd: SessionRecord, sound: SessionRecord) {
    const { ip, userAgent, lastSeenAt, idleExpiresAt } = sessionRecord()

    expect((await store.sessions.find(odd.tokenHash))?.state).not.toBe('kept')
    expect(await store.sessions.list(odd.userId)).toEqual([sound])
    const change = { ip, userAgent, lastSeenAt, idleExpiresAt, data: { a: 1 } }
    expect(await store.sessions.update(odd.id, change, noon)).toBe(false)
    expect(await store.sessions.rotate(odd.tokenHash, rotation())).toBe(false)
    expect((await store.sessions.find(odd.tokenHash))?.state).not.toBe('kept')

    expect(await store.sessions.end({ tokenHashes: [odd.tokenHash] }, ending('logged_out'))).toHaveLength(1)
    expect(await store.sessions.find(odd.tokenHash)).toMatchObject({ state: 'ended', reason: 'logged_out' })
  }

  it.each(poisonValues)(
    'FC-9 L1 L3 opens nothing where the value is %s, and ends it all the same',
    async (_, plant) => {
      const { odd, sound } = await createTwo()
      await plant(odd)

      await expectDead(odd, sound)
    },
  )

  it.each(inRedis(poisonRows))(
    'FC-9 L1 L3 neither opens what is odd nor keeps it from being ended: $kind',
    async (row) => {
      const { odd, sound } = await createTwo()
      await plantRow(odd, row)

      await expectDead(odd, sound)
    },
  )

  it.each(inRedis(oddRows))('reads a session where $kind', async (row) => {
    const { odd } = await createTwo()
    await plantRow(odd, row)

    expect(await store.sessions.find(odd.tokenHash)).toMatchObject({ state: 'kept', session: { id: odd.id } })
  })

  it('L1 lets nobody who writes to Redis make a login up, or a better one of it', async () => {
    const { odd } = await createTwo()
    const better = { userId: 'usr_root', methods: ['passkey'], reauthenticatedAt: noon, authenticatedAt: noon + minute }
    const forged = sessionRecord({ userId: 'usr_root' })
    const row = { token_hash: forged.tokenHash, user_id: 'usr_root', methods: '["passkey"]', reauthenticated_at: noon }
    const value = JSON.parse(toSessionValue(odd)) as object
    await client.set(keyOf(odd.id), JSON.stringify({ ...value, ...row, ...better, absolute_expires_at: noon * 2 }))
    await client.set(keyOf(forged.id), JSON.stringify({ ...value, ...row, id: forged.id }))

    expect(await store.sessions.find(odd.tokenHash)).toEqual({ state: 'kept', session: odd })
    expect(await store.sessions.find(forged.tokenHash)).toBeNull()
    expect(await store.sessions.list('usr_root')).toEqual([])
    expect(await store.sessions.update(forged.id, {}, noon)).toBe(false)
  })

  it('counts no session that cannot be read against the limit', async () => {
    const { odd } = await createTwo()
    await plantRow(odd, { kind: '', column: 'data', value: '[]' })

    const outcome = await store.sessions.create(sessionRecord({ userId: odd.userId }), atMost(2, null))

    expect(outcome).toEqual({ created: true, ended: [] })
  })

  it('FC-44 leaves the prototype of all objects alone', async () => {
    for (const row of inRedis(poisonRows).filter(({ column }) => column === 'data')) {
      const { odd } = await createTwo()
      await plantRow(odd, row)
      await store.sessions.find(odd.tokenHash)
    }

    expect({}).not.toHaveProperty('admin')
  })

  it('clears up sessions that nobody ever had', async () => {
    await client.zAdd('coatcheck:expiries', [
      { score: -Infinity, value: 'ses_nobody' },
      { score: 0, value: '' },
    ])

    expect(await store.sessions.removeExpired(noon, noon, 10)).toBe(2)
    expect(await store.sessions.removeExpired(noon, noon, 10)).toBe(0)
  })

  it.each([-Infinity, Infinity, 2 ** 80, 0.5])('FC-9 counts tries in a bucket that is full at %s', async (score) => {
    const tries = [{ key: 'ada', limit: { most: 1, refillMs: 1000 } }]
    await client.zAdd(limits, { score, value: 'ada' })

    await store.rateLimits.giveBack(tries, noon)

    expect(await store.rateLimits.take(tries, noon)).toEqual({ allowed: true })
    expect(await store.rateLimits.take(tries, noon)).toEqual({ allowed: false, retryAfterMs: 1000 })
  })

  it('L1 L2 allows no try where something else than buckets is', async () => {
    await client.set(limits, 'text')

    const take = store.rateLimits.take([{ key: 'ada', limit: { most: 1, refillMs: 1000 } }], noon)

    await expect(take).rejects.toMatchObject({ name: 'StoreUnavailable' })
  })
})
