import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { ended, ending, noon, onItsOwn, sessionRecord } from '../testing/session-record.ts'
import { sqlite } from './open-sqlite.ts'
import { SqliteWriter } from './sqlite-writer.ts'

describe('SqliteWriter', () => {
  let file: string
  let store: Store
  let other: DatabaseSync

  beforeEach(async () => {
    file = join(mkdtempSync(join(tmpdir(), 'coatcheck-writer-')), 'coatcheck.db')
    store = await sqlite(file, { deadlineMs: 300, maxWaiting: 3 })
    other = new DatabaseSync(file)
  })
  afterEach(async () => {
    other.close()
    await store.close()
  })

  it('L5 gives a write up at the deadline while another process holds the lock', async () => {
    other.exec('begin immediate')
    let turns = 0
    const counting = setInterval(() => (turns += 1), 1)

    await expect(store.sessions.create(sessionRecord(), onItsOwn)).rejects.toBeInstanceOf(StoreUnavailable)

    clearInterval(counting)
    expect(turns, 'turns of the event loop while the write waited').toBeGreaterThan(5)
    other.exec('rollback')
  })

  it('L2 L6 answers reads meanwhile, and writes again once the lock is gone', async () => {
    const session = sessionRecord()
    await store.sessions.create(session, onItsOwn)
    other.exec('begin immediate')
    const logOut = () => store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))
    await expect(logOut()).rejects.toThrow(StoreUnavailable)
    expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    other.exec('rollback')

    expect(await logOut()).toEqual([ended(session, 'logged_out')])
  })

  it('L5 lets the event loop turn between writes that wait', async () => {
    const patient = await sqlite(file, { maxWaiting: 100 })
    let turns = 0
    const seen: number[] = []
    const count = () => {
      turns += 1
      if (seen.length < 50) setImmediate(count)
    }
    count()

    const writes = Array.from({ length: 50 }, async () => {
      await patient.sessions.create(sessionRecord(), onItsOwn)
      seen.push(turns)
    })
    await Promise.all(writes)

    expect(new Set(seen).size).toBe(50)
    await patient.close()
  })

  it('waits for a lock that is let go of in time', async () => {
    other.exec('begin immediate')
    const creation = store.sessions.create(sessionRecord(), onItsOwn)
    setImmediate(() => {
      other.exec('rollback')
    })

    await expect(creation).resolves.toMatchObject({ created: true })
  })

  it('refuses at once when too many writes wait', async () => {
    other.exec('begin immediate')
    const waiting = [1, 2, 3].map(() => store.sessions.create(sessionRecord(), onItsOwn))
    const outcomes = Promise.allSettled(waiting)

    await expect(store.sessions.create(sessionRecord(), onItsOwn)).rejects.toThrow('Too many writes')

    other.exec('rollback')
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
  })

  it('L4 undoes a failed write alone, not its neighbours in the queue', async () => {
    const database = new DatabaseSync(file)
    const writer = new SqliteWriter(database, { deadlineMs: 300, maxWaiting: 10 })
    const insert = (id: string) => (connection: DatabaseSync) =>
      connection.prepare('insert into coatcheck_passwords values (?, ?, ?)').run(id, 'hash', noon)
    const failing = (connection: DatabaseSync) => {
      insert('b')(connection)
      throw new Error('on purpose')
    }

    const outcomes = await Promise.allSettled([
      writer.write(insert('a')),
      writer.write(failing),
      writer.write(insert('c')),
    ])

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    const ids = await Promise.all(['a', 'b', 'c'].map((id) => store.passwords.find(id)))
    expect(ids).toEqual(['hash', null, 'hash'])
    database.close()
  })

  it('rejects instead of throwing once the store is closed', async () => {
    const closed = await sqlite(file)
    await closed.close()

    await expect(closed.sessions.find('x')).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(closed.sessions.create(sessionRecord(), onItsOwn)).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(closed.check()).rejects.toBeInstanceOf(StoreUnavailable)
  })
})
