import { sqlite } from '@coatcheck/stores/sqlite'
import { plantSessions, sessionRecord } from '@coatcheck/stores/testing'
import { hash, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startWatchedApi } from '../testing/start-watched-api.ts'
import { Visitor } from '../testing/visitor.ts'

const expired = 100_000
const minute = 60_000

/** A session whose idle time was over so long ago, and the cookie that opened it. */
function expiredAgo(milliseconds: number) {
  const token = randomBytes(32).toString('base64url')
  const idleExpiresAt = Date.now() - milliseconds
  const createdAt = idleExpiresAt - 30 * minute
  const times = { createdAt, authenticatedAt: createdAt, lastSeenAt: createdAt, idleExpiresAt }
  const absoluteExpiresAt = createdAt + 12 * 60 * minute
  const session = sessionRecord({ ...times, absoluteExpiresAt, tokenHash: hash('sha256', token, 'base64url') })
  return { session, cookie: `sid=${token}` }
}

/** A database such as a server finds that was not running for a while, and the cookie of the session that ended last. */
async function neglectedDatabase() {
  const file = join(mkdtempSync(join(tmpdir(), 'coatcheck-neglected-')), 'coatcheck.db')
  await (await sqlite(file)).close()
  const recent = expiredAgo(10 * minute)
  const others = Array.from({ length: expired }, () => expiredAgo(20 * minute).session)
  const live = Array.from({ length: 1000 }, () => expiredAgo(-10 * minute).session)
  const database = new DatabaseSync(file)
  // All of it fits into memory, or planting takes three times as long.
  database.exec('pragma cache_size = -200000')
  plantSessions(database, [...others, ...live, recent.session])
  database.close()
  return { file, cookie: recent.cookie }
}

// What blocks the event loop blocks it each time; once in a while it is the machine that is out of breath.
describe(`${String(expired)} sessions that expired`, { timeout: 60_000, retry: 2 }, () => {
  it('L5 are removed while people go on, who do not notice', async () => {
    const { file, cookie } = await neglectedDatabase()
    const disk = { bytes: 512 * 1024 * 1024, copyOf: file }
    const api = await startWatchedApi({ disk, config: { removeExpiredEverySeconds: 0.1, logLevel: 'debug' } })
    onTestFinished(() => api.stop())
    const ada = new Visitor(api.url)
    const typed = { name: 'Ada', email: 'ada@example.org', password: 'lend-me-your-coat' }
    const statuses = [(await ada.post('/auth/register', typed)).status]

    while (!api.logged().includes('Expired sessions were removed')) {
      const asked = [ada.get('/auth/me'), ada.post('/auth/session/extend'), ada.get('/api/countries')]
      for (const { status } of await Promise.all(asked)) statuses.push(status)
    }

    const { longestPauseMs } = await api.figures()
    expect(api.logged()).toContain(`"removed":${String(expired)},`)
    expect(statuses.length).toBeGreaterThan(30)
    expect(new Set(statuses)).toEqual(new Set([201, 200]))
    expect(longestPauseMs).toBeLessThan(100)
    expect((await new Visitor(api.url, cookie).get('/auth/status')).body?.['reason']).toBe('idle_timeout')
  })
})
