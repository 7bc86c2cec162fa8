import { describe, expect, it } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { logInThrough, providerApp } from '../testing/provider-app.ts'
import { ada, testApp } from '../testing/test-app.ts'

/** Ada, logged in and stepped up. */
async function steppedUp() {
  const test = await testApp()
  const browser = new Browser(test.app)
  await browser.register()
  await browser.stepUp()
  return { ...test, browser }
}

const patch = (browser: Browser, body: object) => browser.send('PATCH', '/auth/me', body)

describe('PATCH /auth/me', () => {
  it('changes name and language and answers with the profile', async () => {
    const { browser } = await steppedUp()

    const answer = await patch(browser, { name: ' Ada King ', locale: 'de-ch' })

    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ name: 'Ada King', initials: 'AK', locale: 'de-CH', version: '2' })
    expect((await browser.get('/auth/me')).json()).toEqual(answer.json())
  })

  it('leaves what is not named as it is', async () => {
    const { browser } = await steppedUp()
    await patch(browser, { locale: 'fr' })

    expect((await patch(browser, { name: 'Ada King' })).json()).toMatchObject({ locale: 'fr', email: ada.email })
  })

  it('keeps the version when nothing is different', async () => {
    const { browser } = await steppedUp()

    expect((await patch(browser, { name: ada.name })).json()).toMatchObject({ version: '1' })
    expect((await patch(browser, {})).json()).toMatchObject({ version: '1' })
  })

  it.each([
    [{ name: '' }, '/name'],
    [{ name: '   ' }, '/name'],
    [{ name: 'x'.repeat(101) }, '/name'],
    [{ name: 'a\u0000b' }, '/name'],
    [{ name: '\u202eecilA' }, '/name'],
    [{ name: 7 }, '/name'],
    [{ locale: 'no language' }, '/locale'],
    [{ locale: 'x' }, '/locale'],
    [{ roles: ['admin'] }, ''],
    [{ id: 'usr_other' }, ''],
    [{ email: 'eve@example.org' }, '/email'],
  ])('FC-36 refuses %j and says which field is wrong', async (body, pointer) => {
    const { browser } = await steppedUp()
    const before = (await browser.get('/auth/me')).json()

    const answer = await patch(browser, body)

    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid_input', errors: [{ pointer }] })
    expect((await browser.get('/auth/me')).json()).toEqual(before)
  })

  it('ASVS 3.5.2 answers 415 when there is no body', async () => {
    const { browser } = await steppedUp()

    expect((await browser.send('PATCH', '/auth/me')).json()).toMatchObject({ code: 'unsupported_media_type' })
  })

  it('FC-37 ASVS 7.5.1 asks for a step-up first', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()

    expect((await patch(browser, { name: 'Eve' })).json()).toMatchObject({ code: 'reauthentication_required' })
  })
})

describe('DELETE /auth/me', () => {
  it('L3 FC-5 ASVS 7.4.2 deletes the account, ends every session and takes the cookie back', async () => {
    const { app, browser, rows } = await steppedUp()
    const phone = new Browser(app)
    await phone.logIn({ remember: true })
    const stolen = browser.copy()

    expect((await browser.send('DELETE', '/auth/me')).statusCode).toBe(204)

    expect(browser.cookies.has('__Host-sid')).toBe(false)
    expect((await stolen.get('/auth/me')).json()).toMatchObject({ reason: 'account_deleted' })
    expect((await phone.get('/auth/me')).json()).toMatchObject({ reason: 'account_deleted' })
    expect([rows('coatcheck_users'), rows('coatcheck_sessions')]).toEqual([0, 0])
    expect((await phone.logIn()).json()).toMatchObject({ code: 'invalid_credentials' })
  })

  it('lets the address register anew, as somebody else', async () => {
    const { browser } = await steppedUp()
    const before = (await browser.get('/auth/me')).json<{ id: string }>().id
    await browser.send('DELETE', '/auth/me')

    const answer = await browser.register()

    expect(answer.statusCode).toBe(201)
    expect(answer.json<{ userId: string }>().userId).not.toBe(before)
  })

  it('FC-37 ASVS 7.5.1 asks for a step-up first', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()

    expect((await browser.send('DELETE', '/auth/me')).json()).toMatchObject({ code: 'reauthentication_required' })
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('L4 answers 503 and deletes nothing when the store cannot do it', async () => {
    const { browser, store } = await steppedUp()
    store.users.delete = () => Promise.reject(new Error('disk on fire'))

    expect((await browser.send('DELETE', '/auth/me')).statusCode).toBe(503)

    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('L3 FC-5 a login that was under way leaves nothing behind', async () => {
    const { app, browser, store, rows } = await steppedUp()
    const late = new Browser(app)
    const create = store.sessions.create.bind(store.sessions)
    store.sessions.create = async (...session) => {
      const outcome = await create(...session)
      await browser.send('DELETE', '/auth/me')
      return outcome
    }

    expect((await late.logIn()).json()).toMatchObject({ code: 'invalid_credentials' })

    expect(late.cookies.has('__Host-sid')).toBe(false)
    expect(rows('coatcheck_sessions')).toBe(0)
  })
})

describe('PATCH /auth/me of a profile that no provider completed', () => {
  /** Somebody of whom the provider told nothing, just logged in. */
  async function unknown(claims: Record<string, unknown> = {}) {
    const test = await providerApp()
    await logInThrough(test, { sub: 'grace', ...claims })
    return test
  }

  it('fills in name and address right after the login', async () => {
    const { browser } = await unknown()

    const answer = await patch(browser, { name: 'Grace Hopper', email: 'Grace@example.org' })

    const profile = { name: 'Grace Hopper', email: 'Grace@example.org', emailVerified: false, initials: 'GH' }
    expect(answer.json()).toMatchObject(profile)
    const status = (await browser.get('/auth/status?include=profile')).json()
    expect(status).toMatchObject({ profile })
    expect(status).not.toHaveProperty('profileIncomplete')
  })

  it('fills in what is missing, one after the other', async () => {
    const { browser } = await unknown()

    await patch(browser, { email: 'grace@example.org' })

    expect((await browser.get('/auth/status')).json()).toMatchObject({ profileIncomplete: ['name'] })
    expect((await patch(browser, { name: 'Grace' })).statusCode).toBe(200)
  })

  it('FC-27 takes no address that somebody has, and says so', async () => {
    const { app, browser } = await unknown({ name: 'Grace' })
    await new Browser(app).register()

    const answer = await patch(browser, { email: ada.email.toUpperCase() })

    expect(answer.json()).toMatchObject({ status: 409, code: 'email_taken', errors: [{ pointer: '/email' }] })
    expect((await browser.get('/auth/me')).json()).toMatchObject({ email: null })
  })

  it('FC-16 FC-39 says of so many addresses whether somebody has them, together with registrations, and then to wait', async () => {
    const { app, browser } = await unknown({ name: 'Eve' })
    await new Browser(app).register()
    const ask = () => patch(browser, { email: ada.email })

    for (let asked = 0; asked < 10; asked += 1) expect((await ask()).statusCode).toBe(409)

    expect((await ask()).json()).toMatchObject({ status: 429, code: 'too_many_requests' })
    expect((await patch(browser, { email: 'nobody' })).statusCode).toBe(400)
    for (let asked = 0; asked < 8; asked += 1) await new Browser(app).register()
    const elsewhere = { ...ada, email: 'one-more@example.org' }
    expect((await new Browser(app).register(elsewhere)).statusCode).toBe(429)
  })

  it('FC-46 gives an address to one of two who ask at once', async () => {
    const test = await unknown()
    const other = new Browser(test.app)
    await logInThrough({ ...test, browser: other }, { sub: 'eve' })

    const both = await Promise.all([test.browser, other].map((one) => patch(one, { email: 'me@example.org' })))

    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409])
  })

  it.each(['nobody', 'a@b@c.example', 'ünï@example.org', `${'x'.repeat(65)}@example.org`])(
    'FC-43 refuses %s as an address',
    async (email) => {
      const { browser } = await unknown()

      const answer = await patch(browser, { email })

      expect(answer.json()).toMatchObject({ code: 'invalid_input', errors: [{ pointer: '/email' }] })
    },
  )

  it('FC-37 asks for a step-up once the login is a while ago, and for all else', async () => {
    const { browser, pass } = await unknown({ name: 'Grace' })

    expect((await patch(browser, { name: 'Eve' })).json()).toMatchObject({ code: 'reauthentication_required' })
    expect((await patch(browser, { email: 'g@example.org', locale: 'de' })).statusCode).toBe(403)
    pass(600)

    expect((await patch(browser, { email: 'grace@example.org' })).statusCode).toBe(403)
    expect((await browser.get('/auth/me')).json()).toMatchObject({ name: 'Grace', email: null, locale: 'en' })
  })

  it('FC-37 replaces no address, also not in a race with the one that fills it in', async () => {
    const { browser } = await unknown()

    await Promise.all([patch(browser, { email: 'one@example.org' }), patch(browser, { email: 'two@example.org' })])
    const { email } = (await browser.get('/auth/me')).json()
    const answer = await patch(browser, { email: 'three@example.org' })

    expect(answer.statusCode).toBe(403)
    expect((await browser.get('/auth/me')).json()).toMatchObject({ email })
  })
})
