import { DatabaseSync } from 'node:sqlite'
import { authPaths } from '@coatcheck/contract'
import { expect, test } from '@playwright/test'
import { ApiProcess } from '../server/api-process.ts'
import { beBusy, password, post, statusOfMe } from './busy-client.ts'
import { Ledger } from './ledger.ts'

/** After how many acknowledgements each power cut comes: at the start, and in the middle of everything. */
const powerCuts = [1, 25, 60, 33, 90]
const clients = 20

test('a server that is killed while 20 clients are busy keeps every promise it made', async () => {
  test.setTimeout(120_000)
  const api = new ApiProcess()
  const ledger = new Ledger()

  for (const acknowledgements of powerCuts) {
    const serverUrl = await api.start()
    const busy = Array.from({ length: clients }, () => beBusy(serverUrl, ledger))
    await Promise.race([ledger.next(acknowledgements), Promise.all(busy)])
    await api.kill()
    await Promise.all(busy)

    expect(integrityOf(api.databaseFile)).toBe('ok')
  }

  const serverUrl = await api.start()
  expect(ledger.accounts.size).toBeGreaterThan(clients)
  expect(ledger.endedSessions.size).toBeGreaterThan(clients)
  for (const email of ledger.accounts) {
    expect((await post(serverUrl, authPaths.login, { email, password })).status).toBe(200)
  }
  for (const cookie of ledger.endedSessions) expect(await statusOfMe(serverUrl, cookie)).toBe(401)
  for (const cookie of ledger.liveSessions) expect(await statusOfMe(serverUrl, cookie)).toBe(200)

  await api.stop()
  api.removeFiles()
})

function integrityOf(databaseFile: string): unknown {
  const database = new DatabaseSync(databaseFile)
  const [row] = database.prepare('PRAGMA integrity_check').all()
  database.close()
  return row?.['integrity_check']
}
