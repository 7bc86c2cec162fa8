import type { Status } from '@coatcheck/contract'
import { describe, expect, it } from 'vitest'
import { requestSession } from '../request-session.ts'
import { Browser, curl } from '../testing/browser.ts'
import { ada, testApp } from '../testing/test-app.ts'

const bob = { name: 'Bob', email: 'bob@example.org', password: 'my-hat-is-on-the-rack' }

/** Ada in a browser that she shares with Bob: remembered, stepped up, and with a coat in the host's keeping. */
async function sharedBrowser() {
  const test = await testApp({}, async (app) => {
    app.get('/safe', { config: { auth: { within: '10m' } } }, () => 'open')
    await app.register(requestSession)
    app.put('/coat', { config: { auth: 'user' } }, (request) => {
      request.session.set('coat' as never, 'red' as never)
      return 'kept'
    })
    app.get('/coat', { config: { auth: 'user' } }, (request) => Object.entries(request.session).flat().join())
  })
  await new Browser(test.app).register(bob)
  const browser = new Browser(test.app)
  await browser.register()
  await browser.logIn({ remember: true })
  await browser.stepUp()
  await browser.send('PUT', '/coat', {})
  test.pass(60)
  const status: Status = (await browser.get('/auth/status')).json()
  return { ...test, browser, adas: browser.copy(), sessionOfAda: status.authenticated ? status.session : null }
}

const asBob = (browser: Browser) => browser.logIn({ email: bob.email, password: bob.password })

/** Everything that the app tells the browser about whoever is logged in. */
async function everythingTold(browser: Browser): Promise<string> {
  const urls = ['/auth/status?include=profile', '/auth/me', '/auth/sessions', '/coat']
  return (await Promise.all(urls.map(async (url) => (await browser.get(url)).body))).join('\n')
}

describe('the next user of a browser', () => {
  it('FC-12 gets nothing of the one before: no id, no data, no time and no step-up', async () => {
    const { browser, sessionOfAda } = await sharedBrowser()
    expect(await everythingTold(browser)).toContain('red')

    const answer = await asBob(browser)

    const { session } = answer.json()
    expect(session).toMatchObject({ persistent: false, reauthenticatedUntil: null })
    expect(session.createdAt).not.toBe(sessionOfAda?.createdAt)
    const told = answer.body + (await everythingTold(browser))
    for (const trace of [sessionOfAda?.id ?? 'none', 'red', ada.name, ada.email]) expect(told).not.toContain(trace)
    expect((await browser.get('/safe')).json()).toMatchObject({ code: 'reauthentication_required' })
  })

  it('FC-12 logs the one before out: the token before opens nothing and tells nothing of the next one', async () => {
    const { browser, adas } = await sharedBrowser()

    await asBob(browser)

    const answer = await adas.get('/auth/status?include=profile')
    expect(answer.json()).toMatchObject({ authenticated: false, reason: 'logged_out' })
    expect(answer.body).not.toContain(bob.name)
    expect((await browser.get('/auth/me')).json()).toMatchObject({ name: 'Bob' })
  })

  it('FC-7 cannot go on with a step-up that the one before began and gave up', async () => {
    const { browser, adas, sessionOfAda } = await sharedBrowser()
    await browser.post('/auth/session/reauthenticate', { password: 'given up' })

    await asBob(browser)
    const answer = await browser.post('/auth/session/reauthenticate', { password: ada.password })

    expect(answer.json()).toMatchObject({ status: 403, code: 'invalid_credentials' })
    expect((await browser.get('/safe')).statusCode).toBe(403)
    const { id } = (await browser.get('/auth/status')).json().session
    expect(id).not.toBe(sessionOfAda?.id)
    expect((await adas.get('/safe')).statusCode).toBe(401)
  })

  it('FC-7 does not become the one before, whose step-up is answered late', async () => {
    const { app, browser, adas } = await sharedBrowser()
    await asBob(browser)

    const late = await adas.stepUp()

    expect([late.statusCode, late.headers['set-cookie']]).toEqual([401, undefined])
    const cookie = browser.cookieHeader
    expect((await curl(app)('GET', '/auth/me', undefined, { cookie })).json()).toMatchObject({ name: 'Bob' })
  })
})
