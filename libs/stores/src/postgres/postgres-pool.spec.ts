import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askPostgres, createDatabase, type PostgresDatabase } from '../../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../../tools/servers/shared.ts'
import { Deadline } from '../deadline.ts'
import type { Store } from '../store.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { ended, ending, noon, onItsOwn, rotation, sessionRecord } from '../testing/session-record.ts'
import { loadDriver } from './load-driver.ts'
import { postgres } from './open-postgres.ts'
import { PostgresConnector } from './postgres-connector.ts'
import { PostgresPool } from './postgres-pool.ts'

describe('PostgresPool', () => {
  const session = sessionRecord()
  let database: PostgresDatabase
  let store: Store
  let other: Client

  beforeAll(async () => {
    database = await createDatabase(sharedPostgres())
    other = new Client(database.url)
    await other.connect()
  })
  afterAll(() => other.end())
  beforeEach(async () => {
    store = await postgres({ url: database.url, deadlineMs: 300, maxConnections: 2, maxWaiting: 1 })
    await other.query('delete from coatcheck_sessions; delete from coatcheck_passwords')
    await store.sessions.create(session, onItsOwn)
  })
  afterEach(() => store.close())

  const logOut = () => store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))
  const holdSession = () => other.query('begin; select from coatcheck_sessions for update')

  it('L5 gives a write up at the deadline while another holds the row', async () => {
    await holdSession()

    await expect(logOut()).rejects.toBeInstanceOf(StoreUnavailable)

    await other.query('rollback')
  })

  it('L2 L6 answers reads meanwhile, and writes again once the row is free', async () => {
    await holdSession()
    await expect(logOut()).rejects.toThrow(StoreUnavailable)
    expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    await other.query('rollback')

    expect(await logOut()).toEqual([ended(session, 'logged_out')])
  })

  it('L3 ends a session that goes on while the logout waits for it', async () => {
    const renewed = rotation()
    await other.query('begin')
    await other.query('update coatcheck_sessions set token_hash = $1', [renewed.tokenHash])
    const logout = logOut()
    await waitsForLock()

    await other.query('commit')

    expect(await logout).toEqual([ended(session, 'logged_out')])
    expect(await store.sessions.find(renewed.tokenHash)).toMatchObject({ state: 'ended' })
  })

  it('L3 FC-3 changes nothing in a session that ends while the change waits for it', async () => {
    await other.query('begin; delete from coatcheck_sessions')
    const change = store.sessions.update(session.id, { data: { late: true } }, noon)
    await waitsForLock()

    await other.query('commit')

    expect(await change).toBe(false)
  })

  it('L2 L4 commits nothing once whoever asked has given up', async () => {
    await other.query('begin; select from coatcheck_sessions for update')
    const renewed = rotation()
    const change = () => store.sessions.rotate(session.tokenHash, renewed)
    const answer = new Deadline(50).wait(change, () => new Error('too late'))
    // The deadline may come before anybody has seen the lock.
    const refused = expect(answer).rejects.toThrow('too late')
    await waitsForLock()
    await refused

    await other.query('rollback')

    await store.close()
    const { rows } = await other.query('select token_hash from coatcheck_sessions')
    expect(rows).toEqual([{ token_hash: session.tokenHash }])
  })

  it('clears up without waiting for what somebody holds', async () => {
    const expired = sessionRecord({ idleExpiresAt: 0 })
    await store.sessions.create(expired, onItsOwn)
    await other.query('begin')
    await other.query('select from coatcheck_sessions where id = $1 for update', [expired.id])

    expect(await store.sessions.removeExpired(noon, noon, 10)).toBe(0)

    await other.query('rollback')
    expect(await store.sessions.removeExpired(noon, noon, 10)).toBe(1)
  })

  /** Resolves when a statement waits for what another connection holds. */
  async function waitsForLock(): Promise<void> {
    for (;;) {
      const { rows } = await other.query(`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
      if (rows.length > 0) return
    }
  }

  it('refuses at once when too many wait', async () => {
    await holdSession()
    const waiting = Promise.allSettled([logOut(), logOut(), logOut()])

    await expect(logOut()).rejects.toThrow('Too many are waiting')

    await other.query('rollback')
    expect((await waiting).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
  })

  it('L5 L6 tells who waited for a connection in vain, and gives out the next one that is free', async () => {
    await holdSession()
    const waiting = await Promise.allSettled([logOut(), logOut(), store.passwords.find('usr_ada')])
    await other.query('rollback')

    expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await logOut()).toEqual([ended(session, 'logged_out')])
  })

  it('rejects instead of throwing once the store is closed', async () => {
    await store.close()

    await expect(store.sessions.find('x')).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(store.sessions.create(sessionRecord(), onItsOwn)).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(store.check()).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(store.close()).resolves.toBeUndefined()
  })

  it('finishes what was begun before it closes', async () => {
    const logout = logOut()

    await store.close()

    expect(await logout).toEqual([ended(session, 'logged_out')])
  })

  it('holds to its locks where the database has another isolation level', async () => {
    const { name, url } = await createDatabase(sharedPostgres())
    await askPostgres(sharedPostgres(), `alter database ${name} set default_transaction_isolation = 'serializable'`)
    const serializable = await postgres(url)
    await serializable.sessions.create(session, onItsOwn)

    const keys = ['a', 'b', 'c', 'd', 'e', 'f']
    const write = (key: string) => serializable.sessions.update(session.id, { data: { [key]: 1 } }, noon)
    expect(await Promise.all(keys.map(write))).toEqual(keys.map(() => true))

    const rotations = keys.map(() => serializable.sessions.rotate(session.tokenHash, rotation()))
    expect((await Promise.all(rotations)).filter(Boolean)).toHaveLength(1)
    await serializable.close()
  })

  describe('transaction', () => {
    let pool: PostgresPool

    beforeEach(async () => {
      const connector = new PostgresConnector(await loadDriver(), database.url, 5000)
      pool = new PostgresPool(connector.pool(2), { deadlineMs: 5000, maxWaiting: 10 })
      await pool.query(`insert into coatcheck_passwords values ('a', '', 0), ('b', '', 0)`)
    })
    afterEach(() => pool.close())

    const mark = `update coatcheck_passwords set hash = hash || $1 where user_id = $2`

    it('runs again when it was undone because two waited for each other', async () => {
      let tries = 0
      let bothHold: () => void
      const both = new Promise<void>((resolve) => (bothHold = resolve))
      const holdTwo = (own: string, first: string, second: string) =>
        pool.transaction(async (connection) => {
          await connection.query(mark, [own, first])
          tries += 1
          if (tries === 2) bothHold()
          await both
          await connection.query(mark, [own, second])
        })

      await Promise.all([holdTwo('1', 'a', 'b'), holdTwo('2', 'b', 'a')])

      // Three, or more: on a busy machine they may get into each other's way once more.
      expect(tries).toBeGreaterThanOrEqual(3)
      const rows = await pool.read('select hash from coatcheck_passwords order by user_id')
      for (const { hash } of rows) expect(['12', '21']).toContain(hash)
    })

    it('L4 undoes everything when it fails half-way, and leaves the connection sound', async () => {
      const failing = pool.transaction(async (connection) => {
        await connection.query(mark, ['1', 'a'])
        throw new TypeError('on purpose')
      })

      await expect(failing).rejects.toThrow(TypeError)

      expect(await pool.read('select hash from coatcheck_passwords order by user_id')).toEqual([
        { hash: '' },
        { hash: '' },
      ])
    })

    it('wraps what the server refuses', async () => {
      await expect(pool.query('select nonsense')).rejects.toMatchObject({
        name: 'StoreUnavailable',
        cause: { code: '42703' },
      })
    })
  })
})
