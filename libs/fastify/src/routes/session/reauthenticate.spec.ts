import type { LoggedIn } from '@coatcheck/contract'
import { describe, expect, it } from 'vitest'
import { Browser, setCookies } from '../../testing/browser.ts'
import { noon, testApp } from '../../testing/test-app.ts'

const at = (seconds: number) => new Date(noon + seconds * 1000).toISOString()

/** Ada, logged in, with a route of the host's that asks for a step-up. */
async function loggedIn() {
  const test = await testApp({}, (app) => {
    app.get('/safe', { config: { auth: { within: '5m' } } }, () => 'open')
    app.get('/vault', { config: { auth: { role: 'banker', within: '5m' } } }, () => 'open')
  })
  const browser = new Browser(test.app)
  await browser.register()
  return { ...test, browser }
}

const sessionOf = async (browser: Browser) => (await browser.get('/auth/status')).json<LoggedIn>().session

describe('POST /auth/session/reauthenticate', () => {
  it('opens the window and says until when', async () => {
    const { browser, pass } = await loggedIn()
    expect((await sessionOf(browser)).reauthenticatedUntil).toBeNull()
    pass(60)

    const answer = await browser.stepUp()

    expect(answer.json<LoggedIn>().session.reauthenticatedUntil).toBe(at(660))
    pass(599)
    expect((await sessionOf(browser)).reauthenticatedUntil).toBe(at(660))
    pass(1)
    expect((await sessionOf(browser)).reauthenticatedUntil).toBeNull()
  })

  it('FC-2 ASVS 7.2.4 gives the same session a new token and kills the old one', async () => {
    const { browser, rows } = await loggedIn()
    const before = await sessionOf(browser)
    const old = browser.copy()

    await browser.stepUp()

    expect(browser.cookies.get('__Host-sid')).not.toBe(old.cookies.get('__Host-sid'))
    expect(await sessionOf(browser)).toMatchObject({ id: before.id, createdAt: before.createdAt })
    expect((await old.get('/auth/me')).json()).toMatchObject({ code: 'unauthenticated', reason: null })
    expect(rows('coatcheck_sessions')).toBe(1)
  })

  it('ASVS 7.3.2 leaves the absolute expiry where it was', async () => {
    const { browser, pass } = await loggedIn()
    const before = await sessionOf(browser)
    pass(20 * 60)

    await browser.stepUp()

    expect((await sessionOf(browser)).absoluteExpiresAt).toBe(before.absoluteExpiresAt)
  })

  it.each([
    [false, undefined],
    [true, 30 * 86_400 - 3600],
  ])('gives a cookie that lives as long as the session: remembered %s', async (remember, maxAge) => {
    const { browser, pass } = await loggedIn()
    await browser.logIn({ remember })
    pass(20 * 60)
    await browser.post('/auth/session/extend')
    pass(20 * 60)
    await browser.post('/auth/session/extend')
    pass(20 * 60)

    const [cookie = ''] = setCookies(await browser.stepUp())

    expect(/Max-Age=(\d+)/.exec(cookie)?.[1]).toBe(maxAge === undefined ? undefined : String(maxAge))
    expect(cookie).toMatch(/HttpOnly; Secure; SameSite=Lax$/)
  })

  it('answers 403 to a wrong password and changes nothing', async () => {
    const { browser } = await loggedIn()

    const answer = await browser.post('/auth/session/reauthenticate', { password: 'not-my-password' })

    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ status: 403, code: 'invalid_credentials' })
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect((await sessionOf(browser)).reauthenticatedUntil).toBeNull()
  })

  it('FC-12 carries no step-up over to the next login in the same browser', async () => {
    const { browser } = await loggedIn()
    await browser.stepUp()

    await browser.logIn()

    expect((await sessionOf(browser)).reauthenticatedUntil).toBeNull()
    expect((await browser.get('/safe')).statusCode).toBe(403)
  })

  it('FC-7 a step-up that was given up leaves nothing for the next user of the browser', async () => {
    const { browser } = await loggedIn()
    await browser.post('/auth/session/reauthenticate', { password: 'given-up' })
    const before = await sessionOf(browser)

    await browser.register({ name: 'Bob', email: 'bob@example.org', password: 'my-hat-is-on-the-rack' })

    expect((await browser.get('/auth/me')).json()).toMatchObject({ name: 'Bob' })
    expect((await sessionOf(browser)).id).not.toBe(before.id)
    expect((await browser.get('/safe')).statusCode).toBe(403)
  })

  it('ASVS 3.5.1 is refused when another site makes the browser send it', async () => {
    const { browser } = await loggedIn()
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }

    const answer = await browser.post('/auth/session/reauthenticate', { password: 'lend-me-your-coat' }, headers)

    expect(answer.json()).toMatchObject({ code: 'csrf_rejected' })
  })
})

describe('config: { auth: { within } }', () => {
  it('ASVS 7.5.1 asks for a step-up, and lets in whoever did it in time', async () => {
    const { browser, pass } = await loggedIn()
    const refused = await browser.get('/safe')
    expect(refused.statusCode).toBe(403)
    expect(refused.json()).toMatchObject({ code: 'reauthentication_required', detail: /password/ as never })

    await browser.stepUp()

    expect((await browser.get('/safe')).statusCode).toBe(200)
    pass(299)
    expect((await browser.get('/safe')).statusCode).toBe(200)
    pass(1)
    expect((await browser.get('/safe')).body).toContain('reauthentication_required')
  })

  it('answers 401 to strangers, since a step-up would not help them', async () => {
    const { app } = await loggedIn()

    expect((await new Browser(app).get('/safe')).statusCode).toBe(401)
  })

  it('asks for the role first: a step-up gives none', async () => {
    const { browser } = await loggedIn()
    await browser.stepUp()

    expect((await browser.get('/vault')).json()).toMatchObject({ code: 'forbidden' })
  })
})
