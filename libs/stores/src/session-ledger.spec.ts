import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../tools/servers/shared.ts'
import { postgres } from './postgres.ts'
import { isLedger, type SessionLedger } from './session-ledger.ts'
import { sqlite } from './sqlite.ts'
import { freshStore } from './testing/fresh-store.ts'
import { atMost, ended, ending, onItsOwn, sessionRecord } from './testing/session-record.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-ledger-'))
const engines = [
  { engine: 'sqlite', open: async () => sqlite(join(folder, `${randomUUID()}.db`)) },
  { engine: 'postgres', open: async () => postgres((await createDatabase(sharedPostgres())).url) },
]

describe.each(engines)('SessionLedger: $engine', ({ open }) => {
  const store = freshStore(open)

  function ledger(): SessionLedger {
    if (!isLedger(store.sessions)) throw new Error('This store keeps no ledger')
    return store.sessions
  }

  async function createThree() {
    const sessions = [sessionRecord(), sessionRecord(), sessionRecord()] as const
    for (const session of sessions) await ledger().create(session, onItsOwn)
    return sessions
  }

  it('gives no room to sessions that the caller knows to be over', async () => {
    const [one, two, three] = await createThree()
    const over = [one.id, two.id, 'ses_nobody']

    const refused = await ledger().create(sessionRecord(), atMost(1, null), over)
    const created = await ledger().create(sessionRecord(), atMost(1, ending('session_limit')), over)

    expect(refused).toEqual({ created: false, ended: [] })
    expect(created).toEqual({ created: true, ended: [ended(three, 'session_limit')] })
    expect(await ledger().find(one.tokenHash)).toMatchObject({ state: 'kept' })
  })

  it('finds a session by its public id until it ends', async () => {
    const [session] = await createThree()

    expect(await ledger().findById(session.id)).toEqual(session)
    await ledger().end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))

    expect(await ledger().findById(session.id)).toBeNull()
    expect(await ledger().findById('ses_nobody')).toBeNull()
  })

  it('removes sessions without a trace', async () => {
    const [one, two, three] = await createThree()

    await ledger().remove([one.id, two.id, 'ses_nobody'])
    await ledger().remove([])

    expect(await ledger().find(one.tokenHash)).toBeNull()
    expect(await ledger().list('usr_ada')).toEqual([three])
  })
})
