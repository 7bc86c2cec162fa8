import { describe, expect, it } from 'vitest'
import { Browser, curl, setCookies } from '../testing/browser.ts'
import { noon, testApp, tokenFor } from '../testing/test-app.ts'

describe('GET /auth/me', () => {
  it('returns the profile of the logged-in user', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    const { userId } = (await browser.register()).json()

    const answer = await browser.get('/auth/me')

    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({
      id: userId,
      name: 'Ada Lovelace',
      email: 'ada@example.org',
      emailVerified: false,
      picture: null,
      initials: 'AL',
      roles: ['user'],
      locale: 'en',
      createdAt: new Date(noon).toISOString(),
      version: '1',
    })
  })

  it('answers 401 when there is no session cookie', async () => {
    const { app } = await testApp()

    const answer = await curl(app)('GET', '/auth/me')

    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({ code: 'unauthenticated', reason: null })
    expect(setCookies(answer)).toEqual([])
  })

  it('ASVS 7.3.1 answers 401 when the session was idle for too long', async () => {
    const { app, pass } = await testApp({ sessions: { idleSeconds: 600 } })
    const browser = new Browser(app)
    await browser.register()
    pass(600)

    const answer = await browser.get('/auth/me')

    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({ code: 'unauthenticated', reason: 'idle_timeout' })
  })

  it('ASVS 7.3.2 answers 401 when the session is over, however busy it was', async () => {
    const { app, pass, store } = await testApp({ sessions: { idleSeconds: 600, absoluteSeconds: 1200 } }, (host) => {
      host.get('/orders', { config: { auth: 'user' } }, () => 'orders')
    })
    const browser = new Browser(app)
    await browser.register()
    for (let busy = 0; busy < 3; busy += 1) {
      pass(300)
      await browser.get('/orders')
      await store.check()
    }
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
    pass(300)

    expect((await browser.get('/auth/me')).json()).toMatchObject({ reason: 'absolute_timeout' })
  })

  it('answers 304 to the tag of the same user and version', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const { etag = '' } = (await browser.get('/auth/me')).headers

    const answer = await browser.get('/auth/me', { 'if-none-match': etag })

    expect([answer.statusCode, answer.body]).toEqual([304, ''])
    expect(Number(answer.headers['content-length'] ?? 0)).toBe(0)
    const weak = await browser.get('/auth/me', { 'if-none-match': `"other", W/${etag}` })
    expect(weak.statusCode).toBe(304)
  })

  it('does not extend the session, nor does HEAD', async () => {
    const { app, pass, store } = await testApp({ sessions: { idleSeconds: 600 } })
    const browser = new Browser(app)
    await browser.register()
    pass(400)
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
    expect((await browser.send('HEAD', '/auth/me')).statusCode).toBe(200)
    await store.check()
    pass(200)

    expect((await browser.get('/auth/me')).statusCode).toBe(401)
  })

  it('FC-20 never answers 304 to the tag of another user', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const { etag = '' } = (await browser.get('/auth/me')).headers
    await browser.register({ name: 'Grace Hopper', email: 'grace@example.org', password: 'a-ship-in-harbour' })

    const answer = await browser.get('/auth/me', { 'if-none-match': etag })

    expect(answer.statusCode).toBe(200)
    expect(answer.json().name).toBe('Grace Hopper')
  })

  it('L1 answers 401 when the session is alive but the user is gone', async () => {
    const { app, store } = await testApp({
      users: { findById: async () => null, findByEmail: async () => null, toProfile: () => null as never },
    })
    const token = await tokenFor(app, 'usr_gone')

    const answer = await curl(app)('GET', '/auth/me', undefined, { cookie: `__Host-sid=${token}` })

    expect(answer.json()).toMatchObject({ code: 'unauthenticated', reason: 'account_deleted' })
    await store.check()
  })
})
