import { plantRow, plantSessions, poisonRows, sessionRecord } from '@coatcheck/stores/testing'
import { hash, randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWatchedApi, type WatchedApi } from '../testing/start-watched-api.ts'
import { type Answer, Visitor } from '../testing/visitor.ts'

/** Sessions of a user, each with a row that another process has poisoned. Tells their cookies. */
function plantPoison({ databaseFile }: WatchedApi, userId: string): string[] {
  const tokens = poisonRows.map(() => randomBytes(32).toString('base64url'))
  const now = Date.now()
  const times = { createdAt: now, authenticatedAt: now, lastSeenAt: now, idleExpiresAt: now + 600_000 }
  const sessions = tokens.map((token) => {
    const tokenHash = hash('sha256', token, 'base64url')
    return sessionRecord({ ...times, userId, tokenHash, absoluteExpiresAt: now + 600_000 })
  })
  const database = new DatabaseSync(databaseFile, { timeout: 5000 })
  plantSessions(database, sessions)
  for (const [index, { tokenHash }] of sessions.entries()) plantRow(database, tokenHash, poisonRows[index] ?? never())
  database.close()
  return tokens.map((token) => `sid=${token}`)
}

function never(): never {
  throw new Error('There are as many sessions as kinds of poison.')
}

describe('a process whose database was poisoned', { timeout: 30_000 }, () => {
  let api: WatchedApi
  beforeAll(async () => {
    api = await startWatchedApi()
  })
  afterAll(() => api.stop())

  it('FC-9 L1 L7 lives, logs nobody in and lets everybody log out', async () => {
    const ada = new Visitor(api.url)
    const typed = { name: 'Ada', email: 'ada@example.org', password: 'lend-me-your-coat' }
    const { body } = await ada.post('/auth/register', typed)
    const cookies = plantPoison(api, (body as { userId: string }).userId)
    /** What the holders of the poisoned sessions are told: each different answer once. */
    const told = async (ask: (visitor: Visitor) => Promise<Answer>) => {
      const facts = new Set<string>()
      for (const cookie of cookies) {
        const answer = await ask(new Visitor(api.url, cookie))
        facts.add(`${String(answer.status)} ${JSON.stringify(answer.body?.['authenticated'] ?? null)}`)
      }
      return [...facts].join()
    }

    expect(await told((visitor) => visitor.get('/auth/me'))).toBe('401 null')
    expect(await told((visitor) => visitor.get('/auth/status'))).toBe('200 false')
    expect((await ada.get('/auth/sessions')).body?.['sessions']).toHaveLength(1)
    expect(await told((visitor) => visitor.post('/auth/logout'))).toBe('204 null')
    expect((await ada.get('/auth/me')).status).toBe(200)
    expect(api.logged().split('A session cannot be read').length - 1).toBe(2 * poisonRows.length)
    expect(api.isRunning()).toBe(true)
  })
})
