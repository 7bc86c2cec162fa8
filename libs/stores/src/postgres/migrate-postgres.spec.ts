import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../../tools/servers/shared.ts'
import { createTables } from '../migrations/2026-11-23-create-tables.ts'
import { migrations } from '../migrations.ts'
import { toSessionRow } from '../session-row.ts'
import type { Store } from '../store.ts'
import { ended, ending, noon, rotation, sessionRecord } from '../testing/session-record.ts'
import { migratePostgres } from './migrate-postgres.ts'
import { postgres } from './open-postgres.ts'

/** The columns that the first version had. */
const columns = [
  ...['token_hash', 'id', 'user_id', 'created_at', 'authenticated_at', 'reauthenticated_at', 'last_seen_at'],
  ...['idle_expires_at', 'absolute_expires_at', 'persistent', 'methods', 'data'],
] as const

describe('a PostgreSQL database', () => {
  // The first version knew nothing of devices.
  const session = sessionRecord({ ip: null, userAgent: null, data: { visited: ['AX'] } })
  let url: string
  let client: Client
  let store: Store | null

  beforeEach(async () => {
    url = (await createDatabase(sharedPostgres())).url
    client = new Client(url)
    await client.connect()
    store = null
  })
  afterEach(async () => {
    await client.end()
    await store?.close()
  })

  async function openFirstVersion(): Promise<Store> {
    await migratePostgres(client, { '2026-11-23-create-tables': createTables })
    const row = toSessionRow(session)
    const marks = columns.map((_, index) => `$${index + 1}`)
    await client.query(
      `insert into coatcheck_sessions (${columns.join(', ')}) values (${marks.join(', ')})`,
      columns.map((column) => row[column]),
    )
    await client.query(`insert into coatcheck_ended_sessions values ('old', 'logged_out', $1, $1)`, [noon])
    await client.query(`insert into coatcheck_passwords values ('usr_ada', 'hash', $1)`, [noon])
    return (store = await postgres(url))
  }

  it('L4 keeps sessions and passwords of the first version when it is brought up to date', async () => {
    const { sessions, passwords } = await openFirstVersion()

    expect(await sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    expect(await sessions.list('usr_ada')).toEqual([session])
    expect(await passwords.find('usr_ada')).toBe('hash')
  })

  it('L3 keeps endings of the first version when it is brought up to date', async () => {
    const { sessions } = await openFirstVersion()

    expect(await sessions.find('old')).toEqual({ state: 'ended', reason: 'logged_out', endedAt: noon })
    expect(await sessions.end({ tokenHashes: ['old'] }, ending('logged_out'))).toEqual([])
    expect(await sessions.list('usr_ada')).toEqual([session])
  })

  it('has sessions of the first version that change, go on under a new token and end like new ones', async () => {
    const { sessions } = await openFirstVersion()
    const renewed = rotation()

    expect(await sessions.update(session.id, { ip: '192.0.2.8' }, noon)).toBe(true)
    expect(await sessions.rotate(session.tokenHash, renewed)).toBe(true)

    const outcome = await sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))
    expect(outcome).toEqual([ended(session, 'logged_out')])
  })

  it('stays as it was when a migration fails', async () => {
    const failing = {
      async up() {
        throw new Error('on purpose')
      },
    }

    await expect(migratePostgres(client, { ...migrations, '9999-12-31-failing': failing })).rejects.toThrow()

    const { rows } = await client.query(`select to_regclass('coatcheck_sessions') as sessions`)
    expect(rows).toEqual([{ sessions: null }])
    const { rows: done } = await client.query('select name from coatcheck_migrations')
    expect(done).toEqual([])
  })

  it('FI-12 serves an older process while a newer one adds columns', async () => {
    const { sessions, users } = (store = await postgres(url))
    await sessions.find('prepared')
    await users.findById('prepared')

    await client.query('alter table coatcheck_sessions add column later text')
    await client.query('alter table coatcheck_users add column later text')

    expect(await sessions.find('nobody')).toBeNull()
    expect(await users.findById('nobody')).toBeNull()
  })
})
