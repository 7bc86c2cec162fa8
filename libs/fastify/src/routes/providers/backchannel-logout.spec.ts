import { describe, expect, it } from 'vitest'
import { Browser } from '../../testing/browser.ts'
import { arrive, leave, logInThrough, type ProviderApp, problemOf, providerApp } from '../../testing/provider-app.ts'
import { createTokenKey, type Signing } from '../../testing/sign-token.ts'

const url = '/auth/providers/rogue/backchannel-logout'
const noon = Date.UTC(2026, 0, 1, 12) / 1000

/** What a provider's server sends; it is no browser. */
function post({ app }: ProviderApp, token: string, path = url) {
  const headers = { host: 'shop.example', 'content-type': 'application/x-www-form-urlencoded' }
  return app.inject({
    method: 'POST',
    url: path,
    headers,
    payload: new URLSearchParams({ logout_token: token }).toString(),
  })
}

/** Ada on a laptop and a phone, in two sessions of the provider's, and Bob. */
async function threeSessions() {
  const test = await providerApp()
  const [laptop, phone, bob] = [new Browser(test.app), new Browser(test.app), new Browser(test.app)]
  await logInThrough({ ...test, browser: laptop }, { sub: 'ada', sid: 'laptop' })
  await logInThrough({ ...test, browser: phone }, { sub: 'ada', sid: 'phone' })
  await logInThrough({ ...test, browser: bob }, { sub: 'bob', sid: 'bob' })
  const who = async () => {
    const answers = await Promise.all([laptop, phone, bob].map((browser) => browser.get('/auth/me')))
    return ['laptop', 'phone', 'bob'].filter((_, index) => answers[index]?.statusCode === 200)
  }
  return { ...test, laptop, phone, who }
}

const forged: [string, Record<string, unknown>, Signing?][] = [
  ['of another issuer', { iss: 'https://honest.example' }],
  ['without an issuer', { iss: undefined }],
  ['for another client', { aud: 'another-shop' }],
  ['without an audience', { aud: undefined }],
  ['without an id', { jti: undefined }],
  ['with an id that is no text', { jti: 7 }],
  ['without a time', { iat: undefined }],
  ['without an end', { exp: undefined }],
  ['that has expired', { iat: noon - 120, exp: noon - 60 }],
  ['that is old, and lasts', { iat: noon - 3600, exp: noon + 3600 }],
  ['from the future', { iat: noon + 3600, exp: noon + 7200 }],
  ['with a nonce, as an ID token', { nonce: 'a nonce' }],
  ['without events', { events: undefined }],
  ['about another event', { events: { 'https://events.example/password-changed': {} } }],
  ['about an event that is no object', { events: { 'http://schemas.openid.net/event/backchannel-logout': true } }],
  ['about nobody', { sid: undefined, sub: undefined }],
  ['about a session that is no text', { sid: ['laptop'] }],
  ['with sid and sub that do not go together', { sid: 'laptop', sub: 'bob' }],
  ['of another type', {}, { typ: 'at+jwt' }],
  ['with a damaged signature', {}, { isDamaged: true }],
  ['signed with another key', {}, { key: await createTokenKey() }],
  ['signed with a key that nobody knows', {}, { kid: 'nobody-knows' }],
  ['that is not signed', {}, { alg: 'none' }],
  ['signed with the secret of the client', {}, { alg: 'HS256', secret: 'a secret of the shop' }],
]

describe('POST /auth/providers/:id/backchannel-logout', () => {
  it('ASVS 7.1.3 7.6.1 ends the one session that the provider names, which is told', async () => {
    const test = await threeSessions()

    const answer = await post(test, await test.rogue.logoutToken({ sid: 'laptop' }))

    expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([200, '', 'private, no-store'])
    expect(await test.who()).toEqual(['phone', 'bob'])
    expect((await test.laptop.get('/auth/me')).json()).toMatchObject({ reason: 'logged_out' })
  })

  it('ends all sessions of the person that the provider names', async () => {
    const test = await threeSessions()

    await post(test, await test.rogue.logoutToken({ sub: 'ada' }))

    expect(await test.who()).toEqual(['bob'])
  })

  it('leaves sessions by password alone, also of the same user', async () => {
    const test = await providerApp()
    await test.browser.register()
    await test.browser.stepUp()
    const { location } = (await test.browser.post('/auth/identities/rogue')).json<{ location: string }>()
    await arrive(test.browser, test.rogue.authorize(location, { sid: 'laptop' }))

    expect((await post(test, await test.rogue.logoutToken({ sub: 'ada' }))).statusCode).toBe(200)

    expect((await test.browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('L3 FC-5 keeps a session dead that was logged out while its login was under way', async () => {
    const test = await threeSessions()
    const late = new Browser(test.app)
    const callback = test.rogue.authorize(await leave(late), { sub: 'ada', sid: 'late' })
    await post(test, await test.rogue.logoutToken({ sid: 'late' }))

    expect(problemOf(await arrive(late, callback))).toBe('rejected')

    expect((await late.get('/auth/me')).statusCode).toBe(401)
  })

  it('answers 200 when there is nobody to log out', async () => {
    const test = await threeSessions()

    expect((await post(test, await test.rogue.logoutToken({ sid: 'long-ago' }))).statusCode).toBe(200)

    expect(await test.who()).toEqual(['laptop', 'phone', 'bob'])
  })

  it('L3 FC-30 acts on a token once: played again, it ends no later session', async () => {
    const test = await threeSessions()
    const token = await test.rogue.logoutToken({ sub: 'ada' })
    await post(test, token)
    test.pass(1)
    await logInThrough({ ...test, browser: test.laptop }, { sub: 'ada', sid: 'laptop' })

    expect((await post(test, token)).statusCode).toBe(400)

    expect(await test.who()).toEqual(['laptop', 'bob'])
  })

  it.each(forged)('FC-30 ends nothing by a token %s', async (what, fields, signing = {}) => {
    const test = await threeSessions()

    const answer = await post(test, await test.rogue.logoutToken({ sid: 'laptop', ...fields }, signing))

    expect(await test.who()).toEqual(['laptop', 'phone', 'bob'])
    // One that is in order and fits to nobody is no lie.
    const isInOrder = what.includes('do not go together')
    expect(answer.statusCode).toBe(isInOrder ? 200 : 400)
    const lines = test.logged.filter((line) => line.includes('A logout of a provider is not believed'))
    expect(lines).toHaveLength(isInOrder ? 0 : 1)
  })

  it.each(['', 'a.b.c', '{}', 'x'.repeat(20_000)])('FC-30 takes %j for no token', async (token) => {
    const test = await threeSessions()

    expect((await post(test, token)).statusCode).toBe(400)
    expect(await test.who()).toHaveLength(3)
  })

  it('FC-30 ends nothing by an ID token of somebody', async () => {
    const test = await threeSessions()
    const idToken = await test.rogue.sign({
      iss: test.rogue.issuer,
      aud: 'shop',
      sub: 'ada',
      iat: noon,
      exp: noon + 60,
    })

    expect((await post(test, idToken)).statusCode).toBe(400)
  })

  it('FC-14 takes a form, and no JSON', async () => {
    const test = await threeSessions()
    const token = await test.rogue.logoutToken({ sid: 'laptop' })

    const answer = await test.browser.post(url, { logout_token: token })

    expect(answer.statusCode).toBe(415)
    expect((await test.browser.send('POST', '/auth/login', undefined)).statusCode).toBe(415)
    expect(await test.who()).toHaveLength(3)
  })

  it('FC-14 is the only route that takes a form', async () => {
    const { app } = await providerApp()
    const form = { 'content-type': 'application/x-www-form-urlencoded', host: 'shop.example' }

    const answer = await app.inject({
      method: 'POST',
      url: '/auth/login',
      headers: form,
      payload: 'email=a&password=b',
    })

    expect(answer.statusCode).toBe(415)
  })

  it('is 404 for a provider that is none', async () => {
    const test = await threeSessions()
    const token = await test.rogue.logoutToken({ sid: 'laptop' })

    expect((await post(test, token, url.replace('rogue', 'nobody'))).statusCode).toBe(404)
  })

  it('L2 says 503 while the keys cannot be asked for, so that the provider tries again', async () => {
    const test = await threeSessions()
    const token = await test.rogue.logoutToken({ sid: 'laptop' })
    test.rogue.lies = { answer: async (_request, response) => Boolean(response.writeHead(500).end()) }

    expect((await post(test, token)).statusCode).toBe(503)
    test.rogue.lies = {}
    expect((await post(test, token)).statusCode).toBe(200)

    expect(await test.who()).toEqual(['phone', 'bob'])
  })

  it('L2 L3 says 503 while the store is in trouble, and ends the session when it is sent again', async () => {
    const test = await threeSessions()
    const token = await test.rogue.logoutToken({ sid: 'laptop' })
    const { logOut } = test.store.providerLogins
    test.store.providerLogins.logOut = () => Promise.reject(new Error('disk on fire'))

    expect((await post(test, token)).statusCode).toBe(503)
    test.store.providerLogins.logOut = logOut
    expect((await post(test, token)).statusCode).toBe(200)

    expect(await test.who()).toEqual(['phone', 'bob'])
  })
})
