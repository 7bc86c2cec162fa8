import { describe, expect, it } from 'vitest'
import { Browser, curl, setCookies } from '../testing/browser.ts'
import { ada, noon, testApp } from '../testing/test-app.ts'

const minute = 60

describe('GET /auth/status', () => {
  it('answers 200 to anonymous visitors', async () => {
    const { app } = await testApp()

    const answer = await curl(app)('GET', '/auth/status')

    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({
      authenticated: false,
      reason: null,
      loginMethods: ['password'],
      serverTime: new Date(noon).toISOString(),
    })
  })

  it('tells who is logged in and for how long', async () => {
    const { app, pass } = await testApp()
    const browser = new Browser(app)
    const { userId } = (await browser.register()).json()
    pass(10 * minute)

    const answer = await browser.get('/auth/status')

    expect(answer.json()).toMatchObject({
      authenticated: true,
      userId,
      profileVersion: '1',
      session: { methods: ['password'], expiresInSeconds: 20 * minute, persistent: false, reauthenticatedUntil: null },
    })
    expect(answer.json()).not.toHaveProperty('profile')
  })

  it('adds the profile when asked to', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()

    const status = (await browser.get('/auth/status?include=profile')).json()

    expect(status.profile).toEqual((await browser.get('/auth/me')).json())
  })

  it('ASVS 7.3.1 does not extend the session', async () => {
    const { app, pass } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    pass(29 * minute)
    await browser.get('/auth/status')
    await browser.get('/auth/me')
    pass(1 * minute)

    expect((await browser.get('/auth/status')).json()).toMatchObject({ authenticated: false, reason: 'idle_timeout' })
  })

  it('tells why a session ended for a quarter of an hour, to the holder of the dead token alone', async () => {
    const { app, pass } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const { cookieHeader: cookie } = browser
    await browser.post('/auth/logout')
    const call = curl(app)

    expect((await call('GET', '/auth/status', undefined, { cookie })).json().reason).toBe('logged_out')
    expect((await call('GET', '/auth/status')).json().reason).toBeNull()
    pass(15 * minute)
    expect((await call('GET', '/auth/status', undefined, { cookie })).json().reason).toBeNull()
  })

  it('L2 answers 503 while the store is gone, never "not authenticated"', async () => {
    const { app, store } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    await store.close()

    const answer = await browser.get('/auth/status')

    expect(answer.statusCode).toBe(503)
    expect(answer.headers).toMatchObject({ 'retry-after': '1', 'cache-control': 'private, no-store' })
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({ code: 'unavailable', retryAfterSeconds: 1 })
    expect(setCookies(answer)).toEqual([])
    expect(answer.body).not.toMatch(/sqlite|database/i)
  })

  it('ASVS 14.3.2 FC-20 forbids every cache to keep it', async () => {
    const { app } = await testApp()

    const { headers } = await curl(app)('GET', '/auth/status')

    expect(headers['cache-control']).toBe('private, no-store')
    expect(headers['vary']).toBe('Cookie, Origin, Sec-Fetch-Site')
  })

  it('ASVS 3.3.4 never tells the session token', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    const registered = await browser.register()
    const token = browser.cookies.get('__Host-sid') ?? ''

    expect(token).toHaveLength(43)
    for (const { body } of [
      registered,
      await browser.get('/auth/status?include=profile'),
      await browser.get('/auth/me'),
    ]) {
      expect(body).not.toContain(token)
      expect(body).not.toContain(ada.password)
    }
  })
})
