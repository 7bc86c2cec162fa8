import { describe, expect, it } from 'vitest'
import { google } from '../../index.ts'
import { secretsOf } from '../../providers/round-trip-secrets.ts'
import { Browser, curl, setCookies } from '../../testing/browser.ts'
import { leadsTo, leave, problemOf, providerApp, tripCookies } from '../../testing/provider-app.ts'
import { RogueProvider } from '../../testing/rogue-provider.ts'
import { publicUrl, testApp } from '../../testing/test-app.ts'
import { createHash } from 'node:crypto'

const start = '/auth/providers/rogue/start'

describe('GET /auth/providers/:id/start', () => {
  it('leads to the provider, with state, nonce and PKCE that belong to a cookie of its own', async () => {
    const { browser, rogue } = await providerApp()

    const answer = await browser.get(start)

    const [name, token] = tripCookies(browser)[0] ?? ['', '']
    const { state, nonce, codeVerifier } = secretsOf(token)
    const url = new URL(String(answer.headers.location))
    expect([answer.statusCode, url.origin + url.pathname]).toEqual([303, `${rogue.issuer}/authorize`])
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'shop',
      redirect_uri: `${publicUrl}/auth/providers/rogue/callback`,
      response_type: 'code',
      scope: 'openid profile email',
      state,
      nonce,
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    expect(setCookies(answer)).toEqual([`${name}=${token}; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax`])
    expect(answer.headers).toMatchObject({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' })
  })

  it('tells the store nothing by which anybody could come back', async () => {
    const { browser, store } = await providerApp()
    const url = new URL(await leave(browser))
    const [, token = ''] = tripCookies(browser)[0] ?? []

    const trip = await store.roundTrips.take(createHash('sha256').update(token).digest('base64url'), 0)

    expect(trip).toMatchObject({ provider: 'rogue', purpose: 'login', returnUrl: '/', userId: null, sessionId: null })
    const kept = JSON.stringify(trip)
    for (const secret of [token, secretsOf(token).codeVerifier, url.searchParams.get('state') ?? '']) {
      expect(kept).not.toContain(secret)
    }
  })

  it('uses other secrets each time', async () => {
    const { browser } = await providerApp()
    const urls = [new URL(await leave(browser)), new URL(await leave(browser))]

    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(new Set(urls.map((url) => url.searchParams.get(name))).size).toBe(2)
    }
  })

  it('keeps what three tabs have left for, and forgets the first of four', async () => {
    const { browser } = await providerApp()
    for (let tab = 0; tab < 3; tab += 1) await leave(browser)
    const [, second, third] = tripCookies(browser)
    await leave(browser)

    expect(tripCookies(browser)).toEqual([second, third, expect.anything()])
  })

  it.each(['cross-site', 'same-site'])(
    'FC-26 ASVS 7.6.2 leads to the login page when a link on a %s page asks',
    async (site) => {
      const { browser, rows, rogue } = await providerApp()

      const answer = await browser.get(`${start}?returnUrl=/profile`, { 'sec-fetch-site': site })

      expect([leadsTo(answer), setCookies(answer)]).toEqual(['/login?returnUrl=%2Fprofile', []])
      expect([rows('coatcheck_round_trips'), rogue.asked]).toEqual([0, []])
    },
  )

  it('leads on from a page of the same site where other origins are trusted', async () => {
    const { browser, rogue } = await providerApp({ trustedOrigins: ['https://app.shop.example'] })

    const answer = await browser.get(start, { 'sec-fetch-site': 'same-site' })

    expect(leadsTo(answer)).toMatch(rogue.issuer)
  })

  it('FC-19 never lets anybody be led elsewhere afterwards', async () => {
    const { browser } = await providerApp()
    for (const returnUrl of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/auth/providers/rogue/start',
    ]) {
      const query = `?returnUrl=${encodeURIComponent(returnUrl)}`
      const answer = await browser.get(start + query, { 'sec-fetch-site': 'cross-site' })

      expect(leadsTo(answer)).toBe('/login')
    }
  })

  it.each(['nobody', 'google', '__proto__', 'x'.repeat(33), "' or 1=1 --"])(
    'leads to the login page for %s, which is no provider here',
    async (id) => {
      const rogue = await RogueProvider.start()
      const { browser } = await providerApp({ providers: [rogue.config(), google({ clientId: 'shop' })] })

      const answer = await browser.get(`/auth/providers/${encodeURIComponent(id)}/start?returnUrl=/profile`)

      expect([answer.statusCode, setCookies(answer)]).toEqual([303, []])
      expect(leadsTo(answer)).toMatch(/^\/login\?.*problem=(provider_unavailable|rejected)/)
      expect(answer.headers.location).not.toContain(id)
    },
  )

  it('FC-44 leads to the login page when a field is not known', async () => {
    const { browser } = await providerApp()

    expect(problemOf(await browser.get(`${start}?prompt=none`))).toBe('rejected')
    expect(problemOf(await browser.get(`${start}?returnUrl=/a&returnUrl=/b`))).toBe('rejected')
  })

  it('FC-17 FC-18 sends people back to the public URL, whatever the request calls itself', async () => {
    const { app } = await providerApp({ hosts: ['proxy.internal'] })

    const forwarded = { host: 'proxy.internal', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
    const answer = await curl(app)('GET', start, undefined, forwarded)

    expect(new URL(String(answer.headers.location)).searchParams.get('redirect_uri')).toBe(
      `${publicUrl}/auth/providers/rogue/callback`,
    )
  })

  it('FC-16 lets sixty leave from one address, and then says to wait', async () => {
    const { app } = await providerApp({ limits: { providerPerAddress: { tries: 2, refillSeconds: 60 } } })

    const answers = await Promise.all([1, 2, 3].map(() => new Browser(app).get(start)))

    expect(answers.map(problemOf).toSorted()).toEqual([null, null, 'too_many_requests'].toSorted())
  })

  it('leads to a login page that the app has elsewhere', async () => {
    const { browser } = await providerApp({ loginPath: '/account/login?from=shop#form' })

    const answer = await browser.get(`${start}?returnUrl=/profile`, { 'sec-fetch-site': 'cross-site' })

    expect(leadsTo(answer)).toBe('/account/login?from=shop&returnUrl=%2Fprofile#form')
  })

  it.each(['login', 'https://shop.example/login', '//evil.example', '/auth/login'])(
    'refuses to start with %s as the login page',
    async (loginPath) => {
      const rogue = await RogueProvider.start()

      await expect(testApp({ providers: [rogue.config()], loginPath })).rejects.toThrow('Write a path of your app')
    },
  )

  it.each(['__Host-provider', '__Host-provider-mine'])(
    'shares the name of its cookie with no session: %s is refused at boot',
    async (name) => {
      await expect(testApp({ cookie: { name } })).rejects.toThrow('Choose another cookie.name')
    },
  )

  it('has a plain cookie where there is no https', async () => {
    const rogue = await RogueProvider.start()
    const { app } = await testApp({ publicUrl: 'http://localhost:3000', providers: [rogue.config()] })

    const answer = await app.inject({ url: start, headers: { host: 'localhost:3000' } })

    expect(setCookies(answer)).toEqual([
      expect.stringMatching(/^provider-[\w-]{8}=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
  })
})
