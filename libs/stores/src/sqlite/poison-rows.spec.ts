import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { plantRow } from '../testing/plant-row.ts'
import { type OddRow, oddRows, poisonRows } from '../testing/poison-rows.ts'
import { pictureRecord } from '../testing/picture-record.ts'
import { atMost, ending, noon, onItsOwn, sessionRecord, tokenHash } from '../testing/session-record.ts'
import { sqlite } from './open-sqlite.ts'

describe('a file that others wrote to', () => {
  let store: Store
  let database: DatabaseSync

  beforeAll(async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'coatcheck-poison-')), 'coatcheck.db')
    store = await sqlite(file)
    database = new DatabaseSync(file)
  })
  beforeEach(() => {
    database.exec('delete from coatcheck_sessions')
  })
  afterAll(async () => {
    database.close()
    await store.close()
  })

  /** A user with two sessions, one of which is odd. */
  async function plant(row: OddRow) {
    const userId = `usr_${tokenHash()}`
    const [odd, sound] = [sessionRecord({ userId }), sessionRecord({ userId })]
    for (const session of [odd, sound]) await store.sessions.create(session, onItsOwn)
    plantRow(database, odd.tokenHash, row)
    return { userId, odd, sound }
  }

  describe.each(poisonRows)('where $kind', (row) => {
    it('FC-9 L1 opens nothing', async () => {
      const { odd } = await plant(row)

      expect(await store.sessions.find(odd.tokenHash)).toMatchObject({ state: 'unreadable' })
    })

    it('FC-9 lists the other sessions', async () => {
      const { userId, sound } = await plant(row)

      expect(await store.sessions.list(userId)).toEqual([sound])
    })

    it('FC-9 L3 ends the session all the same', async () => {
      const { odd } = await plant(row)

      expect(await store.sessions.end({ tokenHashes: [odd.tokenHash] }, ending('logged_out'))).toHaveLength(1)

      expect(await store.sessions.find(odd.tokenHash)).toMatchObject({ state: 'ended' })
    })

    it('FC-9 does not mend the session by changing it', async () => {
      const { odd } = await plant(row)
      const { ip, userAgent, lastSeenAt, idleExpiresAt } = sessionRecord()

      await store.sessions.update(odd.id, { ip, userAgent, lastSeenAt, idleExpiresAt, data: { a: 1 } }, noon)

      expect(await store.sessions.find(odd.tokenHash)).toMatchObject({ state: 'unreadable' })
    })
  })

  it.each(oddRows)('reads a session where $kind', async (row) => {
    const { odd } = await plant(row)

    expect(await store.sessions.find(odd.tokenHash)).toMatchObject({ state: 'kept', session: { id: odd.id } })
  })

  it('FC-44 leaves the prototype of all objects alone', async () => {
    for (const row of poisonRows.filter(({ column }) => column === 'data')) {
      const { odd } = await plant(row)
      await store.sessions.find(odd.tokenHash)
    }

    expect({}).not.toHaveProperty('admin')
  })

  it('counts no session that cannot be read against the limit', async () => {
    const { userId } = await plant({ kind: '', column: 'data', value: '[]' })

    const outcome = await store.sessions.create(sessionRecord({ userId }), atMost(2, null))

    expect(outcome).toEqual({ created: true, ended: [] })
  })

  it('L3 neither opens nor lists a session whose token was ended', async () => {
    const { userId, odd, sound } = await plant({ kind: 'an ending', column: 'ip', value: '' })
    database
      .prepare(`insert into coatcheck_ended_sessions values (?, 'revoked', ?, ?, null)`)
      .run(odd.tokenHash, noon, noon)

    expect(await store.sessions.find(odd.tokenHash)).toEqual({ state: 'ended', reason: 'revoked', endedAt: noon })
    expect(await store.sessions.list(userId)).toEqual([sound])
  })

  it.each([-1, Date.UTC(10_000, 0), 2n ** 63n - 1n])('FC-9 opens nothing that was ended at %s', async (endedAt) => {
    const session = sessionRecord()
    await store.sessions.create(session, onItsOwn)
    await store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))
    database
      .prepare('update coatcheck_ended_sessions set ended_at = ? where token_hash = ?')
      .run(endedAt, session.tokenHash)

    expect(await store.sessions.find(session.tokenHash)).toMatchObject({ state: 'unreadable' })
  })

  it.each([-(2n ** 63n), 2n ** 63n - 1n])('FC-9 counts tries in a bucket that is full at %s', async (fullAt) => {
    const key = tokenHash()
    const tries = [{ key, limit: { most: 1, refillMs: 1000 } }]
    database.prepare('insert into coatcheck_rate_limits values (?, ?)').run(key, fullAt)

    await store.rateLimits.giveBack(tries, noon)

    expect(await store.rateLimits.take(tries, noon)).toEqual({ allowed: true })
    expect(await store.rateLimits.take(tries, noon)).toEqual({ allowed: false, retryAfterMs: 1000 })
  })

  it.each([
    ['created_at', 2n ** 63n - 1n],
    ['created_at', -1],
    ['version', 2n ** 63n - 1n],
    ['roles', '{}'],
  ])('FC-9 L2 knows nothing about a user whose %s is %s', async (column, value) => {
    const id = `usr_${tokenHash()}`
    const nobody = { name: '', email: null, emailCanonical: null, emailVerified: false, roles: [], locale: 'en' }
    await store.users.create({ ...nobody, id, createdAt: noon, pictureVersion: null, version: 1 }, 'hash')
    database.prepare(`update coatcheck_users set ${column} = ? where id = ?`).run(value, id)

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
    database.prepare(`update coatcheck_pictures set ${column} = ? where user_id = ?`).run(value, userId)

    expect(await store.pictures.find(userId)).toBeNull()
  })
})
