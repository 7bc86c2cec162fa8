import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTables } from '../migrations/2026-11-23-create-tables.ts'
import { toSessionRow } from '../session-row.ts'
import type { Store } from '../store.ts'
import { ended, ending, noon, rotation, sessionRecord } from '../testing/session-record.ts'
import { migrateSqlite } from './migrate-sqlite.ts'
import { sqlite } from './open-sqlite.ts'

/** The columns that the first version had. */
const columns = [
  ...['token_hash', 'id', 'user_id', 'created_at', 'authenticated_at', 'reauthenticated_at', 'last_seen_at'],
  ...['idle_expires_at', 'absolute_expires_at', 'persistent', 'methods', 'data'],
] as const

describe('a database of the first version', () => {
  // It knew nothing of devices.
  const session = sessionRecord({ ip: null, userAgent: null, data: { visited: ['AX'] } })
  let store: Store

  beforeEach(async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'coatcheck-first-')), 'coatcheck.db')
    const database = new DatabaseSync(file)
    await migrateSqlite(database, 1000, { '2026-11-23-create-tables': createTables })
    const row = toSessionRow(session)
    const names = columns.join(', ')
    const marks = columns.map(() => '?').join(', ')
    database
      .prepare(`insert into coatcheck_sessions (${names}) values (${marks})`)
      .run(...columns.map((column) => row[column]))
    database.prepare(`insert into coatcheck_ended_sessions values ('old', 'logged_out', ?, ?)`).run(noon, noon)
    database.prepare(`insert into coatcheck_passwords values ('usr_ada', 'hash', ?)`).run(noon)
    database.close()

    store = await sqlite(file)
  })
  afterEach(() => store.close())

  it('L4 keeps its sessions and passwords when it is brought up to date', async () => {
    expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
    expect(await store.sessions.list('usr_ada')).toEqual([session])
    expect(await store.passwords.find('usr_ada')).toBe('hash')
  })

  it('L3 keeps its endings when it is brought up to date', async () => {
    expect(await store.sessions.find('old')).toEqual({ state: 'ended', reason: 'logged_out', endedAt: noon })
    expect(await store.sessions.end({ tokenHashes: ['old'] }, ending('logged_out'))).toEqual([])
    expect(await store.sessions.list('usr_ada')).toEqual([session])
  })

  it('has sessions that change, go on under a new token and end like new ones', async () => {
    const renewed = rotation()

    expect(await store.sessions.update(session.id, { ip: '192.0.2.8' }, noon)).toBe(true)
    expect(await store.sessions.rotate(session.tokenHash, renewed)).toBe(true)

    const outcome = await store.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))
    expect(outcome).toEqual([ended(session, 'logged_out')])
  })
})
