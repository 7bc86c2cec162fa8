import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../../tools/servers/shared.ts'
import type { Store } from '../store.ts'
import { type OddRow, oddRows, poisonRows } from '../testing/poison-rows.ts'
import { pictureRecord } from '../testing/picture-record.ts'
import { atMost, ending, noon, onItsOwn, sessionRecord, tokenHash } from '../testing/session-record.ts'
import { postgres } from './open-postgres.ts'

/** PostgreSQL checks that text is text, and has no room in an index for 5 MB. */
function isRefused({ column, value }: OddRow): boolean {
  if (typeof value !== 'string') return value instanceof Uint8Array
  return value.includes('\0') || (['id', 'user_id'].includes(column) && value.length > 1_000_000)
}

const accepted = (rows: readonly OddRow[]) => rows.filter((row) => !isRefused(row))

describe('a PostgreSQL database that others wrote to', () => {
  let store: Store
  let client: Client

  beforeAll(async () => {
    const { url } = await createDatabase(sharedPostgres())
    store = await postgres(url)
    client = new Client(url)
    await client.connect()
  })
  beforeEach(async () => {
    await client.query('delete from coatcheck_sessions')
  })
  afterAll(async () => {
    await client.end()
    await store.close()
  })

  /** A user with two sessions, one of which is odd. */
  async function plant(row: OddRow) {
    const userId = `usr_${tokenHash()}`
    const [odd, sound] = [sessionRecord({ userId }), sessionRecord({ userId })]
    for (const session of [odd, sound]) await store.sessions.create(session, onItsOwn)
    const mark = row.value instanceof Uint8Array ? `convert_from($1, 'UTF8')` : '$1'
    const value = row.value instanceof Uint8Array ? Buffer.from(row.value) : row.value
    await client.query(`update coatcheck_sessions set ${row.column} = ${mark} where token_hash = $2`, [
      value,
      odd.tokenHash,
    ])
    return { userId, odd, sound }
  }

  it.each([...poisonRows, ...oddRows].filter(isRefused))('takes no session where $kind', async (row) => {
    await expect(plant(row)).rejects.toThrow()
  })

  describe.each(accepted(poisonRows))('where $kind', (row) => {
    it('FC-9 L1 opens nothing, and lists the other sessions', async () => {
      const { userId, odd, sound } = await plant(row)

      expect(await store.sessions.find(odd.tokenHash)).toMatchObject({ state: 'unreadable' })
      expect(await store.sessions.list(userId)).toEqual([sound])
    })

    it('FC-9 L3 is not mended by a change, and ends all the same', async () => {
      const { odd } = await plant(row)
      const { ip, userAgent, lastSeenAt, idleExpiresAt } = sessionRecord()

      await store.sessions.update(odd.id, { ip, userAgent, lastSeenAt, idleExpiresAt, data: { a: 1 } }, noon)
      expect(await store.sessions.find(odd.tokenHash)).toMatchObject({ state: 'unreadable' })

      expect(await store.sessions.end({ tokenHashes: [odd.tokenHash] }, ending('logged_out'))).toHaveLength(1)
      expect(await store.sessions.find(odd.tokenHash)).toMatchObject({ state: 'ended' })
    })
  })

  it.each(accepted(oddRows))('reads a session where $kind', async (row) => {
    const { odd } = await plant(row)

    expect(await store.sessions.find(odd.tokenHash)).toMatchObject({ state: 'kept', session: { id: odd.id } })
  })

  it('counts no session that cannot be read against the limit', async () => {
    const { userId } = await plant({ kind: '', column: 'data', value: '[]' })

    const outcome = await store.sessions.create(sessionRecord({ userId }), atMost(2, null))

    expect(outcome).toEqual({ created: true, ended: [] })
  })

  it('L3 neither opens nor lists a session whose token was ended', async () => {
    const { userId, odd, sound } = await plant({ kind: 'an ending', column: 'ip', value: '' })
    const insert = `insert into coatcheck_ended_sessions values ($1, 'revoked', $2, $2, null)`
    await client.query(insert, [odd.tokenHash, noon])

    expect(await store.sessions.find(odd.tokenHash)).toEqual({ state: 'ended', reason: 'revoked', endedAt: noon })
    expect(await store.sessions.list(userId)).toEqual([sound])
  })

  it.each([-1, Date.UTC(10_000, 0), 2n ** 63n - 1n])('FC-9 opens nothing that was ended at %s', async (endedAt) => {
    const session = sessionRecord()
    await store.sessions.create(session, onItsOwn)
    await store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))
    const update = 'update coatcheck_ended_sessions set ended_at = $1 where token_hash = $2'
    await client.query(update, [endedAt, session.tokenHash])

    expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'unreadable' })
  })

  it.each([-(2n ** 63n), 2n ** 63n - 1n])('FC-9 counts tries in a bucket that is full at %s', async (fullAt) => {
    const key = tokenHash()
    const tries = [{ key, limit: { most: 1, refillMs: 1000 } }]
    await client.query('insert into coatcheck_rate_limits values ($1, $2)', [key, fullAt])

    await store.rateLimits.giveBack(tries, noon)

    expect(await store.rateLimits.take(tries, noon)).toEqual({ allowed: true })
    expect(await store.rateLimits.take(tries, noon)).toEqual({ allowed: false, retryAfterMs: 1000 })
  })

  it.each([
    ['created_at', 2n ** 63n - 1n],
    ['created_at', -1],
    ['roles', '{}'],
  ])('FC-9 L2 knows nothing about a user whose %s is %s', async (column, value) => {
    const id = `usr_${tokenHash()}`
    const nobody = { name: '', email: null, emailCanonical: null, emailVerified: false, roles: [], locale: 'en' }
    await store.users.create({ ...nobody, id, createdAt: noon, pictureVersion: null, version: 1 }, 'hash')
    await client.query(`update coatcheck_users set ${column} = $1 where id = $2`, [value, id])

    await expect(store.users.findById(id)).rejects.toMatchObject({ name: 'StoreUnavailable' })
    await expect(store.users.update(id, {})).rejects.toMatchObject({ name: 'StoreUnavailable' })
  })

  it.each([
    ['type', 'image/svg+xml'],
    ['type', 'text/html'],
    ['type', null],
    ['version', null],
    ['image', null],
    ['chosen_by', 'nobody'],
    ['changed_at', -1],
  ])('FC-9 finds no picture whose %s is %s', async (column, value) => {
    const userId = `usr_${tokenHash()}`
    await store.pictures.set(pictureRecord({ userId }))
    await client.query(`update coatcheck_pictures set ${column} = $1 where user_id = $2`, [value, userId])

    expect(await store.pictures.find(userId)).toBeNull()
  })

  describe('a text with the character U+0000', () => {
    it('finds nothing and ends nothing', async () => {
      expect(await store.users.findById('usr_ada\0')).toBeNull()
      expect(await store.users.findByEmail('ada@example.org\0')).toBeNull()
      expect(await store.sessions.find('\0')).toBeNull()
      expect(await store.sessions.end({ tokenHashes: ['\0'] }, ending('logged_out'))).toEqual([])
      expect(await store.sessions.end({ userId: 'usr_ada', id: 'ses_\0' }, ending('revoked'))).toEqual([])
    })

    it('is kept in data, and refused elsewhere as a mistake', async () => {
      const session = sessionRecord({ data: { text: 'a\0b' } })
      await store.sessions.create(session, onItsOwn)

      expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
      const odd = store.sessions.create(sessionRecord({ userAgent: '\0' }), onItsOwn)
      await expect(odd).rejects.toThrow(TypeError)
      await expect(store.check()).resolves.toBeUndefined()
    })
  })
})
