import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { Browser, curl, setCookies } from '../testing/browser.ts'
import { ada, testApp } from '../testing/test-app.ts'

describe('POST /auth/login', () => {
  it('answers 200 with the status and the profile', async () => {
    const { app } = await testApp()
    await new Browser(app).register()

    const answer = await new Browser(app).logIn({ email: 'ADA@example.ORG' })

    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ authenticated: true, profile: { email: 'ada@example.org' } })
  })

  it('keeps the session for a browser session only, unless asked to remember', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()

    const [cookie] = setCookies(await browser.logIn())
    const [remembered] = setCookies(await browser.logIn({ remember: true }))

    expect(cookie).not.toContain('Max-Age')
    expect(remembered).toContain('Max-Age=2592000')
    expect((await browser.get('/auth/status')).json()).toMatchObject({ session: { persistent: true } })
  })

  it('FC-39 ASVS 6.3.8 answers a wrong password and an unknown account alike', async () => {
    const { app } = await testApp()
    await new Browser(app).register()
    const fingerprint = async (fields: object) => {
      const answer = await new Browser(app).logIn(fields)
      const { requestId: _, ...body } = answer.json()
      const { 'content-length': length, date: __, ...headers } = answer.headers
      return { status: answer.statusCode, body, headers, length }
    }

    const wrong = await fingerprint({ password: 'not-the-password' })

    expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
    expect(await fingerprint({ email: 'nobody@example.org' })).toEqual(wrong)
    expect(await fingerprint({ email: 'not an address' })).toEqual(wrong)
  })

  it('FC-1 ASVS 7.2.4 gives a fresh token and ends the session that the browser had', async () => {
    const { app, rows } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const { cookieHeader: cookie } = browser

    await browser.logIn()

    expect(browser.cookieHeader).not.toBe(cookie)
    expect((await curl(app)('GET', '/auth/me', undefined, { cookie })).statusCode).toBe(401)
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
    expect(rows('coatcheck_sessions')).toBe(1)
  })

  it('FC-1 does not adopt a token that somebody planted', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const planted = 'A'.repeat(43)
    browser.cookies.set('__Host-sid', planted)

    await browser.logIn()

    expect(browser.cookies.get('__Host-sid')).not.toBe(planted)
    const cookie = `__Host-sid=${planted}`
    expect((await curl(app)('GET', '/auth/me', undefined, { cookie })).statusCode).toBe(401)
  })

  it('leaves a live session alone when the password is wrong', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()

    const answer = await browser.logIn({ password: 'not-the-password' })

    expect([answer.statusCode, setCookies(answer)]).toEqual([401, []])
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('FC-39 asks the store as many questions for nobody as for somebody', async () => {
    const { app, store } = await testApp()
    await new Browser(app).register()
    const find = vi.spyOn(store.passwords, 'find')

    for (const email of [ada.email, 'nobody@example.org', 'no address']) {
      await new Browser(app).logIn({ email, password: 'not-the-password' })
    }

    expect(find).toHaveBeenCalledTimes(3)
  })

  it('L7 answers 401 when the hash in the store is damaged, and says so in the log', async () => {
    const { app, store, logged } = await testApp()
    const { userId } = (await new Browser(app).register()).json()
    await store.passwords.set(userId, '$argon2id$rubbish', 0)

    expect((await new Browser(app).logIn()).json()).toMatchObject({ code: 'invalid_credentials' })
    expect(logged.join()).toContain('hash cannot be read')
  })

  it('L5 answers 503 at the deadline when five slow steps add up', async () => {
    const { app, store } = await testApp({ deadlineMs: 200 })
    await new Browser(app).register()
    const { find } = store.passwords
    const { findByEmail, findById } = store.users
    const slowly = (verb: (text: string) => Promise<unknown>) => async (text: string) => {
      await delay(90)
      return verb(text) as never
    }
    store.passwords.find = slowly((id) => find.call(store.passwords, id))
    store.users.findByEmail = slowly((email) => findByEmail.call(store.users, email))
    store.users.findById = slowly((id) => findById.call(store.users, id))

    const answer = await new Browser(app).logIn()

    expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' })
    expect(setCookies(answer)).toEqual([])
  })
})
