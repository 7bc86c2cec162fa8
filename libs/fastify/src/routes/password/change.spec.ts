import { describe, expect, it } from 'vitest'
import { Browser } from '../../testing/browser.ts'
import { ada, testApp } from '../../testing/test-app.ts'

const newPassword = 'a-new-coat-every-day'

/** Ada, logged in and stepped up. */
async function steppedUp() {
  const test = await testApp()
  const browser = new Browser(test.app)
  await browser.register()
  await browser.stepUp()
  return { ...test, browser }
}

const change = (browser: Browser, fields: object = {}) =>
  browser.post('/auth/password/change', { currentPassword: ada.password, newPassword, ...fields })

describe('POST /auth/password/change', () => {
  it('ASVS 6.2.2 changes the password: the new one logs in, the old one does not', async () => {
    const { app, browser } = await steppedUp()

    const answer = await change(browser)

    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    expect((await new Browser(app).logIn({ password: newPassword })).statusCode).toBe(200)
    expect((await new Browser(app).logIn()).json()).toMatchObject({ code: 'invalid_credentials' })
  })

  it('L3 FC-5 ASVS 7.4.3 ends all other sessions, which are told why', async () => {
    const { app, browser } = await steppedUp()
    const other = new Browser(app)
    await other.logIn()

    await change(browser)

    expect((await other.get('/auth/me')).json()).toMatchObject({ reason: 'password_changed' })
    expect((await other.get('/auth/status')).json()).toMatchObject({ reason: 'password_changed' })
  })

  it('FC-2 ASVS 7.2.4 goes on with the same session under a new token', async () => {
    const { browser, rows } = await steppedUp()
    const stolen = browser.copy()

    await change(browser)

    expect((await stolen.get('/auth/me')).statusCode).toBe(401)
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
    expect(rows('coatcheck_sessions')).toBe(1)
  })

  it('ASVS 6.2.3 FC-37 asks for a step-up first', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()

    expect((await change(browser)).json()).toMatchObject({ status: 403, code: 'reauthentication_required' })
  })

  it('ASVS 6.2.3 refuses a wrong current password with 403 and changes nothing', async () => {
    const { app, browser } = await steppedUp()

    const answer = await change(browser, { currentPassword: 'not-my-password' })

    expect(answer.json()).toMatchObject({
      status: 403,
      code: 'invalid_credentials',
      errors: [{ pointer: '/currentPassword', message: 'is wrong' }],
    })
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect((await new Browser(app).logIn()).statusCode).toBe(200)
  })

  it.each([
    ['short', 'is shorter than 12 characters'],
    ['ada@example.org', 'is little more than your name or address'],
    [ada.password, 'is the one you have already'],
  ])('refuses %j as the new one and says which rule failed', async (weak, message) => {
    const { browser } = await steppedUp()

    const answer = await change(browser, { newPassword: weak })

    expect(answer.json()).toMatchObject({ code: 'password_too_weak', errors: [{ pointer: '/newPassword', message }] })
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('L4 one of two changes at once wins, and the other is told so', async () => {
    const { app, browser } = await steppedUp()
    const phone = new Browser(app)
    await phone.logIn()
    await phone.stepUp()

    const answers = await Promise.all([change(browser), change(phone, { newPassword: 'another-coat-altogether' })])

    const codes = answers.map(({ statusCode }) => statusCode).toSorted()
    expect(codes[0]).toBe(204)
    expect([401, 403]).toContain(codes[1])
  })

  it('L2 L4 answers 503 and changes nothing when the store cannot keep it', async () => {
    const { app, browser, store } = await steppedUp()
    const keep = store.passwords.change.bind(store.passwords)
    store.passwords.change = () => Promise.reject(new Error('disk on fire'))

    const answer = await change(browser)

    expect(answer.statusCode).toBe(503)
    expect(answer.headers['set-cookie']).toBeUndefined()
    store.passwords.change = keep
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
    expect((await new Browser(app).logIn()).statusCode).toBe(200)
  })
})
