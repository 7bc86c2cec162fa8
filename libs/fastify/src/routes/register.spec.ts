import { describe, expect, it } from 'vitest'
import { Browser, setCookies } from '../testing/browser.ts'
import { ada, testApp } from '../testing/test-app.ts'

describe('POST /auth/register', () => {
  it('answers 201 with the status, the profile and the cookie of a fresh session', async () => {
    const { app, rows } = await testApp()

    const answer = await new Browser(app).register()

    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ authenticated: true, profile: { name: 'Ada Lovelace' } })
    expect(rows('coatcheck_sessions')).toBe(1)
  })

  it('ASVS 3.3.1 3.3.2 3.3.3 sets the session cookie with every attribute in its place', async () => {
    const { app } = await testApp()

    const answer = await new Browser(app).register()

    expect(setCookies(answer)[0]).toMatch(/^__Host-sid=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })

  it('refuses an address that has an account, in whatever case it is typed', async () => {
    const { app, rows } = await testApp()
    await new Browser(app).register()

    const answer = await new Browser(app).register({ ...ada, email: 'ADA@Example.org' })

    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({ code: 'email_taken', errors: [{ pointer: '/email' }] })
    expect(rows('coatcheck_users')).toBe(1)
  })

  it('FC-46 makes one account of ten that register the same address at once', async () => {
    const { app, rows } = await testApp()

    const answers = await Promise.all(Array.from({ length: 10 }, () => new Browser(app).register()))

    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, ...Array<number>(9).fill(409)])
    expect([rows('coatcheck_users'), rows('coatcheck_sessions')]).toEqual([1, 1])
  })

  it.each([
    ['short', 'is shorter than 12 characters'],
    ['x'.repeat(7) + 'y'.repeat(122), 'is longer than 128 characters'],
    ['qwerty123456', 'is one of the most used ones'],
    ['QWERTY123456', 'is one of the most used ones'],
    ['abcabcabcabc', 'is a few characters, repeated'],
    ['dragondragon', 'is two of the most used ones in a row'],
    ['Password123456', 'is two of the most used ones in a row'],
    ['ada@example.org', 'is little more than your name or address'],
    ['AdaLovelace1815', 'is little more than your name or address'],
  ])('ASVS 6.2.1 6.2.4 6.2.11 refuses the password %j', async (password, message) => {
    const { app, rows } = await testApp()

    const answer = await new Browser(app).register({ ...ada, password })

    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'password_too_weak', errors: [{ pointer: '/password', message }] })
    expect(rows('coatcheck_users')).toBe(0)
  })

  it.each(['🧥🎫🧥🎫🔑🚪🧣🧤👒🎩👑🕶', 'ein langer Satz ist gut', 'onlylowercaseletters', ' spaces around it '])(
    'ASVS 6.2.5 6.2.8 6.2.9 accepts %j and means it exactly',
    async (password) => {
      const { app } = await testApp()
      const browser = new Browser(app)
      expect((await browser.register({ ...ada, password })).statusCode).toBe(201)

      expect((await browser.logIn({ password })).statusCode).toBe(200)
      expect((await browser.logIn({ password: `${password} ` })).statusCode).toBe(401)
    },
  )

  it('accepts the same password in another Unicode form', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register({ ...ada, password: 'Zoë und die Mäntel'.normalize('NFD') })

    expect((await browser.logIn({ password: 'Zoë und die Mäntel'.normalize('NFC') })).statusCode).toBe(200)
  })

  it.each(['\u200b\u2060', '\u202eadA', '\u2066Ada'])(
    'refuses the name %j, which is not what it seems',
    async (name) => {
      const { app } = await testApp()

      expect((await new Browser(app).register({ ...ada, name })).json()).toMatchObject({
        code: 'invalid_input',
        errors: [{ pointer: '/name' }],
      })
    },
  )

  it('L4 keeps neither user nor password when the store fails', async () => {
    const { app, store, rows } = await testApp()
    store.users.create = () => Promise.reject(new Error('disk on fire'))

    const answer = await new Browser(app).register()

    expect(answer.statusCode).toBe(503)
    expect(setCookies(answer)).toEqual([])
    expect(rows('coatcheck_users')).toBe(0)
  })
})
