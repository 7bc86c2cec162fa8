import { describe, expect, it, vi } from 'vitest'
import { Browser, curl, setCookies } from '../testing/browser.ts'
import { ada, testApp } from '../testing/test-app.ts'

const deviceOf = (browser: Browser) => browser.cookies.get('__Host-device')

describe('the device cookie', () => {
  it('ASVS 3.3.1 is set by a registration and a login, for 400 days, out of the reach of scripts', async () => {
    const { app } = await testApp()
    const attributes = /^__Host-device=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/

    const registered = await new Browser(app).register()
    const loggedIn = await new Browser(app).logIn()

    expect(setCookies(registered)).toEqual([expect.stringMatching(/^__Host-sid=/), expect.stringMatching(attributes)])
    expect(setCookies(loggedIn)).toEqual([expect.stringMatching(/^__Host-sid=/), expect.stringMatching(attributes)])
  })

  it('is named device on plain http, without Secure', async () => {
    const { app } = await testApp({ publicUrl: 'http://localhost:3000' })

    const [, cookie] = setCookies(await curl(app)('POST', '/auth/register', ada, { host: 'localhost:3000' }))

    expect(cookie).toMatch(/^device=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('keeps its name for itself', async () => {
    await expect(testApp({ cookie: { name: '__Host-device' } })).rejects.toThrow(
      'coatcheck: the name __Host-device is that of the device cookie. Choose another cookie.name.',
    )
  })

  it('L1 opens nothing', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const token = deviceOf(browser) ?? ''

    for (const cookie of [`__Host-device=${token}`, `__Host-sid=${token}`]) {
      expect((await curl(app)('GET', '/auth/me', undefined, { cookie })).statusCode).toBe(401)
    }
  })

  it('FC-1 is not one that somebody planted: whoever made it would have tries of their own', async () => {
    const { app } = await testApp()
    const planted = 'p'.repeat(43)
    const browser = new Browser(app)
    browser.cookies.set('__Host-device', planted)

    await browser.register()

    expect(deviceOf(browser)).not.toBe(planted)
  })

  it('is shared by the people who share a browser', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const device = deviceOf(browser)

    await browser.register({ name: 'Bob', email: 'bob@example.org', password: 'my-hat-is-on-the-rack' })

    expect(deviceOf(browser)).toBe(device)
  })

  it('is kept as a hash', async () => {
    const { app, store } = await testApp()
    const remember = vi.spyOn(store.knownDevices, 'remember')
    const browser = new Browser(app)

    await browser.register()

    const [kept] = remember.mock.calls[0] ?? []
    expect(kept).toMatch(/^[\w-]{43}$/)
    expect(kept).not.toBe(deviceOf(browser))
  })

  it('outlives the session, and stays the same from login to login', async () => {
    const { app, rows } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const token = deviceOf(browser)

    await browser.post('/auth/logout')
    await browser.logIn()

    expect(deviceOf(browser)).toBe(token)
    expect(rows('coatcheck_known_devices')).toBe(1)
  })

  it('is one for all who share a browser, each known for themselves', async () => {
    const { app, rows } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const token = deviceOf(browser)

    await browser.register({ ...ada, email: 'bob@example.org' })

    expect(deviceOf(browser)).toBe(token)
    expect(rows('coatcheck_known_devices')).toBe(2)
  })

  it.each(['A'.repeat(43), 'rubbish', ''])(
    'is not set, nor anything written, for a wrong login with %j',
    async (token) => {
      const { app, rows } = await testApp()
      await new Browser(app).register()
      const browser = new Browser(app)
      browser.cookies.set('__Host-device', token)

      const answer = await browser.logIn({ password: 'not-the-password' })
      await browser.get('/auth/status')
      await browser.post('/auth/logout')

      expect([answer.statusCode, setCookies(answer)]).toEqual([401, []])
      expect(rows('coatcheck_known_devices')).toBe(1)
    },
  )

  it('is replaced when it is no token of ours', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    browser.cookies.set('__Host-device', 'rubbish')

    await browser.register()

    expect(deviceOf(browser)).toMatch(/^[\w-]{43}$/)
  })

  it('is not set by a login of the host’s own', async () => {
    const { app } = await testApp({}, (host) => {
      host.post('/ldap-login', { config: { auth: 'public' } }, async (request, reply) => {
        const { id } = request.body as { id: string }
        return request.auth.logIn(reply, id, { methods: ['ldap'] })
      })
    })
    const { userId: id } = (await new Browser(app).register()).json<{ userId: string }>()

    const answer = await new Browser(app).post('/ldap-login', { id })

    expect(setCookies(answer)).toEqual([expect.stringMatching(/^__Host-sid=/)])
  })

  it('L2 is taken back with the session cookie when the answer fails', async () => {
    const { app } = await testApp({}, (host) => {
      host.addHook('onSend', async (request) => {
        if (request.url === '/auth/login') throw new Error('no ink')
      })
    })
    await new Browser(app).register()

    const answer = await new Browser(app).logIn()

    expect([answer.statusCode, setCookies(answer)]).toEqual([500, []])
  })

  it('is not set while the store cannot remember it, and no session begins', async () => {
    const { app, store, rows } = await testApp()
    await new Browser(app).register()
    store.knownDevices.remember = () => Promise.reject(new Error('disk on fire'))

    const answer = await new Browser(app).logIn()

    expect([answer.statusCode, setCookies(answer)]).toEqual([503, []])
    expect(rows('coatcheck_sessions')).toBe(1)
  })
})
