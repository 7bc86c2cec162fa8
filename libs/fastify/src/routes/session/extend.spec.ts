import type { LoggedIn } from '@coatcheck/contract'
import { describe, expect, it } from 'vitest'
import { Browser, curl } from '../../testing/browser.ts'
import { noon, testApp } from '../../testing/test-app.ts'

const minute = 60
const at = (seconds: number) => new Date(noon + seconds * 1000).toISOString()

async function loggedIn(remember = false) {
  const test = await testApp()
  const browser = new Browser(test.app)
  await browser.register()
  if (remember) await browser.logIn({ remember })
  return { ...test, browser }
}

const extend = (browser: Browser) => browser.post('/auth/session/extend')

describe('POST /auth/session/extend', () => {
  it('ASVS 7.3.1 moves the idle expiry on and answers with the status', async () => {
    const { browser, pass } = await loggedIn()
    pass(29 * minute)

    const answer = await extend(browser)

    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      authenticated: true,
      session: { idleExpiresAt: at(59 * minute), expiresInSeconds: 30 * minute },
      profile: { name: 'Ada Lovelace' },
    })
    pass(29 * minute)
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('ASVS 7.3.2 never moves it past the absolute expiry', async () => {
    const { browser, pass } = await loggedIn()
    for (let half = 0; half < 25; half += 1) {
      pass(29 * minute)
      const { session } = (await extend(browser)).json<Partial<LoggedIn>>()
      if (session !== undefined) expect(session.idleExpiresAt <= session.absoluteExpiresAt).toBe(true)
    }

    const refused = await extend(browser)

    expect(refused.json()).toMatchObject({ code: 'unauthenticated', reason: 'absolute_timeout' })
  })

  it('keeps the token and sends no cookie', async () => {
    const { browser } = await loggedIn()

    expect((await extend(browser)).headers['set-cookie']).toBeUndefined()
  })

  it('never shortens a session', async () => {
    const { browser } = await loggedIn(true)
    const before = (await browser.get('/auth/status')).json<LoggedIn>().session.idleExpiresAt

    expect((await extend(browser)).json<LoggedIn>().session.idleExpiresAt).toBe(before)
  })

  it('L3 FC-3 answers 401 once the session is over, and says why', async () => {
    const { browser, pass, rows } = await loggedIn()
    pass(30 * minute)

    expect((await extend(browser)).json()).toMatchObject({ status: 401, reason: 'idle_timeout' })
    expect(rows('coatcheck_sessions')).toBe(1)
  })

  it('L3 FC-3 answers 401 when the session ends while it is under way', async () => {
    const { browser, store } = await loggedIn()
    const update = store.sessions.update.bind(store.sessions)
    const tab = browser.copy()
    store.sessions.update = async (...change) => {
      await tab.post('/auth/logout')
      return update(...change)
    }

    const answer = await extend(browser)

    expect(answer.json()).toMatchObject({ status: 401, code: 'unauthenticated', reason: 'logged_out' })
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('answers 401 to strangers', async () => {
    const { app } = await loggedIn()

    expect((await curl(app)('POST', '/auth/session/extend', {})).json()).toMatchObject({ reason: null, status: 401 })
  })
})
