import type { SessionRecord } from '@coatcheck/stores'
import { plantSessions, sessionRecord } from '@coatcheck/stores/testing'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { createSessionToken, hashSessionToken } from '../sessions/session-token.ts'
import { Browser, curl } from '../testing/browser.ts'
import { leave, logInThrough, providerApp } from '../testing/provider-app.ts'
import { noon, type TestApp, testApp } from '../testing/test-app.ts'

const minute = 60_000
const expired = 3000
const patient = { timeout: 20_000, interval: 5 }

/** Ada, logged in to an app that removes what has expired all the time. */
async function cleaning(options: Parameters<typeof testApp>[0] = {}) {
  const test = await testApp({ removeExpiredEverySeconds: 0.02, ...options })
  const browser = new Browser(test.app)
  await browser.register()
  return { ...test, browser }
}

/** Puts sessions into the file behind the app's back. */
function plant({ file }: Pick<TestApp, 'file'>, sessions: SessionRecord[]): void {
  const database = new DatabaseSync(file, { timeout: 5000 })
  plantSessions(database, sessions)
  database.close()
}

/** A session whose idle time was over at this moment. */
function expiredAt(idleExpiresAt: number, fields: Partial<SessionRecord> = {}): SessionRecord {
  const createdAt = idleExpiresAt - 30 * minute
  return sessionRecord({ createdAt, lastSeenAt: createdAt, idleExpiresAt, ...fields })
}

const longExpired = () => Array.from({ length: expired }, () => expiredAt(noon - 15 * minute))

describe('sessions that expired', () => {
  it('are removed in the background, and the live ones stay', async () => {
    const { browser, rows, ...test } = await cleaning()

    plant(test, longExpired())

    await expect.poll(() => rows('coatcheck_sessions'), patient).toBe(1)
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('L5 are removed so many at a time, and requests have their turn in between', async () => {
    const { browser, store, rows, ...test } = await cleaning()
    const happened: string[] = []
    const batches: number[] = []
    const { removeExpired } = store.sessions
    store.sessions.removeExpired = async (...values) => {
      const removed = await removeExpired.apply(store.sessions, values)
      if (removed > 0) batches.push(removed)
      happened.push('batch')
      void browser.get('/auth/me').then(({ statusCode }) => happened.push(String(statusCode)))
      return removed
    }
    plant(test, longExpired())

    await expect.poll(() => rows('coatcheck_sessions'), patient).toBe(1)

    expect(Math.max(...batches)).toBeLessThanOrEqual(500)
    expect(batches.reduce((sum, removed) => sum + removed)).toBe(expired)
    expect(happened.join(' ')).toMatch(/(batch 200 ?){6}/)
  })

  it('tell why they ended for a quarter of an hour, and then they are gone', async () => {
    const { app, rows, ...test } = await cleaning()
    const token = createSessionToken()
    plant(test, [...longExpired(), expiredAt(noon - 14 * minute, { tokenHash: hashSessionToken(token) })])
    await expect.poll(() => rows('coatcheck_sessions'), patient).toBe(2)
    const cookie = `__Host-sid=${token}`

    expect((await curl(app)('GET', '/auth/status', undefined, { cookie })).json().reason).toBe('idle_timeout')

    test.pass(60)
    await expect.poll(() => rows('coatcheck_sessions'), patient).toBe(1)
    expect((await curl(app)('GET', '/auth/status', undefined, { cookie })).json().reason).toBeNull()
  })

  it('are counted in the log', async () => {
    const { app, rows, logged, ...test } = await cleaning()
    app.log.level = 'debug'

    plant(test, longExpired())

    await expect.poll(() => rows('coatcheck_sessions'), patient).toBe(1)
    await expect.poll(() => logged.join(), patient).toContain(`"removed":${String(expired)}`)
  })

  it('L6 are removed later when the store is in trouble, and the log says so', async () => {
    const { browser, rows, logged, ...test } = await cleaning()
    plant(test, longExpired())
    const other = new DatabaseSync(test.file, { timeout: 5000 })
    other.exec('begin immediate')

    await expect.poll(() => logged.join(), patient).toContain('Expired sessions could not be removed')
    expect((await browser.get('/auth/me')).statusCode).toBe(200)

    other.exec('rollback')
    other.close()
    await expect.poll(() => rows('coatcheck_sessions'), patient).toBe(1)
  })

  it('L7 keep no app from closing: it waits for one batch alone', async () => {
    const { app, store, rows, logged, ...test } = await cleaning()
    const closed = Promise.withResolvers<undefined>()
    const batches: number[] = []
    const { removeExpired } = store.sessions
    store.sessions.removeExpired = async (...values) => {
      const removed = await removeExpired.apply(store.sessions, values)
      batches.push(removed)
      if (removed > 0) closed.resolve(app.close())
      return removed
    }
    plant(test, longExpired())

    await closed.promise
    await store.check()

    expect(batches.filter((removed) => removed > 0)).toHaveLength(1)
    expect(rows('coatcheck_sessions')).toBe(expired + 1 - Math.max(...batches))
    expect(logged).toEqual([])
  })
})

describe('removeExpiredEverySeconds', () => {
  it.each([0, -1, Number.NaN, 86_401, Infinity])('refuses %s at boot, in one sentence', async (seconds) => {
    await expect(testApp({ removeExpiredEverySeconds: seconds })).rejects.toThrow(
      /^coatcheck: removeExpiredEverySeconds must be a number of seconds above 0, up to a day, not /,
    )
  })
})

describe('what is left of logins through a provider', () => {
  it('FC-8 is removed in the background: browsers that never came back, and logins whose session is over', async () => {
    const test = await providerApp({ removeExpiredEverySeconds: 0.02 })
    await logInThrough(test)
    await leave(test.browser)
    expect([test.rows('coatcheck_round_trips'), test.rows('coatcheck_provider_logins')]).toEqual([1, 1])

    test.pass(600)
    await expect.poll(() => test.rows('coatcheck_round_trips'), patient).toBe(0)
    expect(test.rows('coatcheck_provider_logins')).toBe(1)
    test.pass(12 * 3600)

    await expect.poll(() => test.rows('coatcheck_provider_logins'), patient).toBe(0)
  })
})
