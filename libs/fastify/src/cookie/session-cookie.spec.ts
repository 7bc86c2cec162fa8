import { describe, expect, it } from 'vitest'
import { Browser, curl, setCookies } from '../testing/browser.ts'
import { ada, testApp } from '../testing/test-app.ts'

describe('the session cookie', () => {
  it('is named sid on plain http, without Secure', async () => {
    const { app } = await testApp({ publicUrl: 'http://localhost:3000' })

    const answer = await curl(app)('POST', '/auth/register', ada, { host: 'localhost:3000' })

    expect(setCookies(answer)[0]).toMatch(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('can have another name, since ports share cookies', async () => {
    const { app } = await testApp({ cookie: { name: '__Host-shop' } })
    const browser = new Browser(app)

    await browser.register()

    expect([...browser.cookies.keys()]).toEqual(['__Host-shop', '__Host-device'])
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('does not start with a __Host- name on plain http, where browsers would drop it', async () => {
    await expect(testApp({ publicUrl: 'http://localhost:3000', cookie: { name: '__Host-sid' } })).rejects.toThrow(
      /needs https/,
    )
  })

  it('FC-21 counts the single live one of two, in either order', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const live = browser.cookieHeader
    const dead = `__Host-sid=${'A'.repeat(43)}`

    for (const cookie of [`${dead}; ${live}`, `${live}; ${dead}`, `a=b; ${live}; __Host-sid=rubbish`]) {
      expect((await curl(app)('GET', '/auth/me', undefined, { cookie })).statusCode).toBe(200)
    }
  })

  it('FC-21 L1 opens nothing with two live ones, and clears neither', async () => {
    const { app, rows } = await testApp()
    const [one, other] = [new Browser(app), new Browser(app)]
    await one.register()
    await other.logIn()

    const cookie = `${one.cookieHeader}; ${other.cookieHeader}`
    const answer = await curl(app)('GET', '/auth/me', undefined, { cookie })

    expect([answer.statusCode, setCookies(answer)]).toEqual([401, []])
    expect(rows('coatcheck_sessions')).toBe(2)
  })

  it('FC-21 counts a token that was sent twice as one', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()

    const cookie = `${browser.cookieHeader}; ${browser.cookieHeader}`

    expect((await curl(app)('GET', '/auth/me', undefined, { cookie })).statusCode).toBe(200)
  })

  it('L3 logs out the live session behind any number of dead tokens', async () => {
    const { app, rows } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const junk = Array.from({ length: 100 }, (_, index) => `__Host-sid=${String(index).padStart(43, 'A')}`)

    const cookie = [...junk, browser.cookieHeader].join('; ')
    const answer = await curl(app)('POST', '/auth/logout', {}, { cookie })

    expect(answer.statusCode).toBe(204)
    expect([rows('coatcheck_sessions'), rows('coatcheck_ended_sessions')]).toEqual([0, 1])
  })

  it('logs out every session whose token was sent', async () => {
    const { app, rows } = await testApp()
    const [one, other] = [new Browser(app), new Browser(app)]
    await one.register()
    await other.logIn()

    const cookie = `${one.cookieHeader}; ${other.cookieHeader}`
    await curl(app)('POST', '/auth/logout', {}, { cookie })

    expect(rows('coatcheck_sessions')).toBe(0)
  })

  it.each([
    'rubbish',
    '',
    '='.repeat(43),
    'é'.repeat(43),
    '%00'.repeat(15),
    'A'.repeat(8000),
    '"',
    '{"a":1}',
    '../../etc',
  ])('FC-21 answers 401 to the value %j', async (value) => {
    const { app } = await testApp()

    const answer = await curl(app)('GET', '/auth/me', undefined, { cookie: `__Host-sid=${value}` })

    expect([answer.statusCode, setCookies(answer)]).toEqual([401, []])
  })

  it('is not taken from a name that only ends like it', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()

    const cookie = browser.cookieHeader.replace('__Host-sid', 'x__Host-sid')

    expect((await curl(app)('GET', '/auth/me', undefined, { cookie })).statusCode).toBe(401)
  })
})
