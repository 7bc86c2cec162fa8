import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { Browser, curl, setCookies } from '../testing/browser.ts'
import { anotherNode } from '../testing/another-node.ts'
import { logInThrough, providerApp } from '../testing/provider-app.ts'
import { readDatabase } from '../testing/read-database.ts'
import { type Lies, RogueProvider } from '../testing/rogue-provider.ts'
import { testApp } from '../testing/test-app.ts'

const withoutLogout = ({ end_session_endpoint: _, ...metadata }: Record<string, unknown>) => metadata
const noAnswer: NonNullable<Lies['answer']> = async (request) => Boolean(request.socket.destroy())

describe('POST /auth/logout', () => {
  it('L3 FC-4 ASVS 7.4.1 deletes the session and clears the cookie', async () => {
    const { app, rows } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const { cookieHeader: cookie } = browser

    const answer = await browser.post('/auth/logout')

    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    expect(setCookies(answer)).toEqual(['__Host-sid=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax'])
    expect(rows('coatcheck_sessions')).toBe(0)
    const replayed = await curl(app)('GET', '/auth/me', undefined, { cookie })
    expect(replayed.json()).toMatchObject({ code: 'unauthenticated', reason: 'logged_out' })
    expect(setCookies(replayed)).toEqual([])
  })

  it('answers 204 to somebody who is not logged in, without a cookie', async () => {
    const { app } = await testApp()

    const answer = await curl(app)('POST', '/auth/logout', {})

    expect([answer.statusCode, setCookies(answer)]).toEqual([204, []])
  })

  it('answers 204 when it is said twice', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const headers = { cookie: browser.cookieHeader }

    await browser.post('/auth/logout')

    expect((await curl(app)('POST', '/auth/logout', {}, headers)).statusCode).toBe(204)
  })

  it('FC-6 ends no session but the one whose token it was sent', async () => {
    const { app, file, rows } = await testApp()
    const browser = new Browser(app)
    const { session } = (await browser.register()).json()
    // What somebody knows who has read the database, or the list of devices.
    const stored = readDatabase(file)['coatcheck_sessions']?.flatMap((row) => Object.values(row as object)) ?? []

    for (const forged of [session.id, 'x', 'A'.repeat(43), `${session.id}.signature`, ...stored.map(String)]) {
      await curl(app)('POST', '/auth/logout', {}, { cookie: `__Host-sid=${encodeURIComponent(forged)}` })
    }

    expect(rows('coatcheck_sessions')).toBe(1)
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('FC-6 is told by no id in a body whom it is for', async () => {
    const { app, rows } = await testApp()
    const { session, userId } = (await new Browser(app).register()).json()

    for (const body of [{ id: session.id }, { sessionId: session.id }, { userId }]) {
      expect((await curl(app)('POST', '/auth/logout', body)).statusCode).toBe(400)
    }

    expect(rows('coatcheck_sessions')).toBe(1)
  })

  it('L3 L6 is not answered 204 when it could not be recorded, and works once it can', async () => {
    const { app, file } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const other = new DatabaseSync(file)
    other.exec('begin immediate')

    const refused = await browser.post('/auth/logout')

    expect([refused.statusCode, setCookies(refused)]).toEqual([503, []])
    expect(refused.headers['retry-after']).toBe('1')
    expect((await browser.get('/auth/me')).statusCode).toBe(200)
    other.exec('rollback')
    other.close()
    expect((await browser.post('/auth/logout')).statusCode).toBe(204)
  })

  it('tells where to log out at the provider, if it is asked for', async () => {
    const rogue = await RogueProvider.start()
    const test = await providerApp({ providers: [rogue.config({ logsOut: true })] })
    rogue.clock = test.options.clock ?? rogue.clock
    await logInThrough({ ...test, rogue })

    const answer = await test.browser.post('/auth/logout', { atProvider: true })

    expect(answer.statusCode).toBe(200)
    const url = new URL(answer.json().providerLogoutUrl)
    expect(url.origin + url.pathname).toBe(`${rogue.issuer}/logout`)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'shop',
      post_logout_redirect_uri: 'https://shop.example/',
    })
    expect(test.rows('coatcheck_sessions')).toBe(0)
  })

  it.each([
    ['who logged in with a password', {}, false, {}],
    ['whose provider is not for that', { logsOut: false }, true, {}],
    ['whose provider has no logout', { logsOut: true }, true, { metadata: withoutLogout }],
    ['whose provider is in trouble', { logsOut: true }, true, { answer: noAnswer }],
  ])('L3 logs out somebody %s, and names nothing', async (_what, options, isThrough, lies) => {
    const rogue = await RogueProvider.start()
    const test = await providerApp({ providers: [rogue.config(options)], providerDeadlineMs: 300 })
    rogue.clock = test.options.clock ?? rogue.clock
    rogue.lies = 'metadata' in lies ? lies : {}
    await (isThrough ? logInThrough({ ...test, rogue }) : test.browser.register())
    const restarted = 'answer' in lies ? await anotherNode(test) : test.app
    rogue.lies = lies

    const answer = await test.browser.copy(restarted).post('/auth/logout', { atProvider: true })

    expect([answer.statusCode, answer.json()]).toEqual([200, { providerLogoutUrl: null }])
    expect(test.rows('coatcheck_sessions')).toBe(0)
  })

  it('answers 200 to a stranger who asks for the provider, too', async () => {
    const { app } = await testApp()

    const answer = await curl(app)('POST', '/auth/logout', { atProvider: true })

    expect([answer.statusCode, answer.json()]).toEqual([200, { providerLogoutUrl: null }])
  })
})
