import { describe, expect, it } from 'vitest'
import { Browser, setCookies } from '../../testing/browser.ts'
import {
  arrive,
  clearedTripCookie,
  leave,
  logInThrough,
  outcomeOf,
  providerApp,
  refusedWith,
} from '../../testing/provider-app.ts'
import { type Lies, RogueProvider } from '../../testing/rogue-provider.ts'
import { createTokenKey } from '../../testing/sign-token.ts'

const week = 7 * 86_400
type Claims = Record<string, unknown>
const saying = (change: (claims: Claims) => Claims): Lies => ({
  claims: (claims) => ({ ...claims, ...change(claims) }),
})
const later = (claims: Claims, name: string, seconds: number) => Number(claims[name]) + seconds

/** Named as in the conformance tests of the OpenID Foundation, and some that are ours. */
const lies: Record<string, Lies> = {
  'invalid-iss': saying(() => ({ iss: 'https://honest.example' })),
  'missing-iss': saying(() => ({ iss: undefined })),
  'iss-with-slash': saying(({ iss }) => ({ iss: `${String(iss)}/` })),
  'invalid-aud': saying(() => ({ aud: 'another-shop' })),
  'missing-aud': saying(() => ({ aud: undefined })),
  'invalid-secondary-aud': saying(() => ({ aud: ['shop', 'another-shop'] })),
  'invalid-azp': saying(() => ({ aud: ['shop', 'another-shop'], azp: 'another-shop' })),
  'missing-nonce': saying(() => ({ nonce: undefined })),
  'invalid-nonce': saying(() => ({ nonce: 'of-another-browser' })),
  'missing-sub': saying(() => ({ sub: undefined })),
  'empty-sub': saying(() => ({ sub: '' })),
  'numeric-sub': saying(() => ({ sub: 7 })),
  'sub-with-zero': saying(() => ({ sub: 'ada\u0000' })),
  'sub-with-look-alike': saying(() => ({ sub: 'аda' })),
  'sub-with-space': saying(() => ({ sub: 'ada ' })),
  'long-sub': saying(() => ({ sub: 'a'.repeat(256) })),
  'missing-exp': saying(() => ({ exp: undefined })),
  expired: saying((claims) => ({ iat: later(claims, 'iat', -60), exp: later(claims, 'iat', -31) })),
  'missing-iat': saying(() => ({ iat: undefined })),
  'iat-week-in-past': saying((claims) => ({ iat: later(claims, 'iat', -week) })),
  'nbf-in-future': saying((claims) => ({ nbf: later(claims, 'iat', 600) })),
  'invalid-signature': { signing: { isDamaged: true } },
  'signed-with-another-key': { signing: { key: await createTokenKey() } },
  'null-alg': { signing: { alg: 'none' } },
  'hs256-with-client-secret': { signing: { alg: 'HS256', secret: 'a secret of the shop' } },
  'unknown-kid': { signing: { kid: 'nobody-knows' } },
  'kid-absent-multiple-jwks': { signing: { kid: null } },
  'no-id-token': { tokens: (tokens) => ({ ...tokens, id_token: undefined }) },
  'id-token-no-jwt': { tokens: (tokens) => ({ ...tokens, id_token: 'ada' }) },
  'token-type-mac': { tokens: (tokens) => ({ ...tokens, token_type: 'MAC' }) },
  'userinfo-invalid-sub': { userInfo: (claims) => ({ ...claims, sub: 'grace' }) },
  'userinfo-missing-sub': { userInfo: (claims) => ({ ...claims, sub: undefined }) },
}

describe('a rogue provider', () => {
  it.each(Object.entries(lies))('FC-28 logs nobody in by %s', async (name, lie) => {
    const test = await providerApp()
    if (name === 'kid-absent-multiple-jwks') await test.rogue.addKey()
    test.rogue.lies = lie

    const answer = await logInThrough(test)

    expect(await outcomeOf(test, answer)).toEqual(refusedWith('rejected'))
    expect(setCookies(answer)).toEqual([clearedTripCookie])
  })

  it('FC-28 logs in whoever an honest one vouches for', async () => {
    const test = await providerApp()

    const answer = await logInThrough(test)

    expect(await outcomeOf(test, answer)).toMatchObject({ problem: null, authenticated: true, sessions: 1, lines: 0 })
  })

  it.each([
    ['FC-28 another iss', { iss: 'https://honest.example' }, 'rejected'],
    ['FC-28 no iss', { iss: null }, 'rejected'],
    ['FC-24 no state', { state: null }, 'expired'],
    ['FC-24 an empty state', { state: '' }, 'expired'],
    ['FC-24 a foreign state', { state: 'A'.repeat(43) }, 'expired'],
    ['no code', { code: null }, 'rejected'],
    ['an empty code', { code: '' }, 'rejected'],
    ['a code that the provider never gave', { code: 'guessed' }, 'rejected'],
  ])('%s in the callback logs nobody in', async (_what, changed, problem) => {
    const test = await providerApp()
    const callback = test.rogue.authorize(await leave(test.browser))
    for (const [name, value] of Object.entries(changed)) {
      if (value === null) callback.searchParams.delete(name)
      else callback.searchParams.set(name, value)
    }

    expect(await outcomeOf(test, await arrive(test.browser, callback))).toEqual(refusedWith(problem))
  })

  it.each(['code', 'state', 'iss'])('FC-44 a second %s in the callback logs nobody in', async (name) => {
    const test = await providerApp()
    const callback = test.rogue.authorize(await leave(test.browser))
    callback.searchParams.append(name, callback.searchParams.get(name) ?? '')

    const { problem, ...outcome } = await outcomeOf(test, await arrive(test.browser, callback))

    expect({ ...outcome, problem: 'rejected' }).toEqual(refusedWith('rejected'))
    expect(problem).toBe(name === 'state' ? 'expired' : 'rejected')
  })

  it('FC-24 logs nobody in without the cookie, whatever state there is', async () => {
    const test = await providerApp()
    const callback = test.rogue.authorize(await leave(test.browser))
    test.browser.cookies.clear()

    expect(await outcomeOf(test, await arrive(test.browser, callback))).toEqual(refusedWith('expired'))

    callback.searchParams.delete('state')
    expect((await arrive(test.browser, callback)).headers.location).toContain('problem=expired')
  })

  it('FC-24 logs nobody in by a code that was injected from another browser', async () => {
    const test = await providerApp()
    const attacker = new Browser(test.app)
    const stolen = test.rogue.authorize(await leave(attacker), { sub: 'attacker' })
    const own = test.rogue.authorize(await leave(test.browser))

    own.searchParams.set('code', stolen.searchParams.get('code') ?? '')

    expect(await outcomeOf(test, await arrive(test.browser, own))).toEqual(refusedWith('rejected'))
  })

  it('FC-24 login CSRF: nobody is logged in by a callback that somebody else’s browser left for', async () => {
    const test = await providerApp()
    const attacker = new Browser(test.app)
    const callback = test.rogue.authorize(await leave(attacker), { sub: 'attacker' })
    await leave(test.browser)

    expect(await outcomeOf(test, await arrive(test.browser, callback))).toEqual(refusedWith('expired'))
  })

  it('L3 FC-24 logs in once: a callback that is played again is refused, even with the cookie of before', async () => {
    const test = await providerApp()
    const callback = test.rogue.authorize(await leave(test.browser))
    const thief = test.browser.copy()
    await arrive(test.browser, callback)

    const answer = await arrive(thief, callback)

    const { problem, sessions, authenticated } = await outcomeOf({ ...test, browser: thief }, answer)
    expect({ problem, sessions, authenticated }).toEqual({ problem: 'expired', sessions: 1, authenticated: false })
  })

  it('L3 logs in one of ten who play the same callback at once', async () => {
    const test = await providerApp()
    const callback = test.rogue.authorize(await leave(test.browser))
    const browsers = Array.from({ length: 10 }, () => test.browser.copy())

    const answers = await Promise.all(browsers.map((browser) => arrive(browser, callback)))

    expect(answers.filter((answer) => String(answer.headers.location) === '/')).toHaveLength(1)
    expect([test.rows('coatcheck_users'), test.rows('coatcheck_sessions')]).toEqual([1, 1])
  })

  it('logs nobody in after the ten minutes that a round trip may take', async () => {
    const test = await providerApp()
    const callback = test.rogue.authorize(await leave(test.browser))

    test.pass(600)

    expect(await outcomeOf(test, await arrive(test.browser, callback))).toEqual(refusedWith('expired'))
  })

  it('FC-25 logs nobody in by another provider than the one that the browser left for', async () => {
    const honest = await RogueProvider.start()
    const rogue = await RogueProvider.start()
    const providers = [honest.config({ id: 'honest' }), rogue.config({ id: 'rogue' })]
    const test = await providerApp({ providers })
    honest.clock = rogue.clock = test.options.clock ?? honest.clock
    const { headers } = await test.browser.get('/auth/providers/honest/start')
    const callback = honest.authorize(String(headers.location))

    const swapped = new URL(callback.href.replace('/honest/', '/rogue/'))

    expect(await outcomeOf({ ...test, rogue }, await arrive(test.browser, swapped))).toEqual(refusedWith('rejected'))
    // And it was used up by that.
    expect((await arrive(test.browser, callback)).headers.location).toContain('problem=expired')
    expect(rogue.asked).toEqual([])
  })

  it('FC-28 mix-up: sends no code of an honest provider to a rogue one', async () => {
    const honest = await RogueProvider.start()
    const rogue = await RogueProvider.start()
    const providers = [honest.config({ id: 'honest' }), rogue.config({ id: 'rogue' })]
    const test = await providerApp({ providers })
    honest.clock = rogue.clock = test.options.clock ?? honest.clock
    // The rogue one sends the browser on to the honest one, which sends it back to where the rogue one wants.
    const { headers } = await test.browser.get('/auth/providers/rogue/start')
    const callback = honest.authorize(String(headers.location))

    expect(await outcomeOf({ ...test, rogue }, await arrive(test.browser, callback))).toEqual(refusedWith('rejected'))

    expect(rogue.asked).not.toContain('/token')
  })

  it('FC-28 is not asked when its metadata name another issuer', async () => {
    const test = await providerApp()
    test.rogue.lies = { metadata: (metadata) => ({ ...metadata, issuer: 'https://accounts.google.com' }) }

    const answer = await test.browser.get('/auth/providers/rogue/start')

    expect(await outcomeOf(test, answer)).toEqual(refusedWith('provider_unavailable'))
    expect(setCookies(answer)).toEqual([])
  })

  it.each(['authorization_endpoint', 'jwks_uri', 'end_session_endpoint'])(
    'FC-29 sends nobody anywhere when its %s is over plain http',
    async (name) => {
      const { browser, rogue, logged } = await providerApp()
      rogue.lies = { metadata: (metadata) => ({ ...metadata, [name]: 'http://evil.example/' }) }

      expect(await leave(browser)).toBe('/login?problem=provider_unavailable&provider=rogue')

      expect(logged.join()).toContain(`no https address as ${name}`)
    },
  )

  it('writes into the log why, and neither code nor state nor token', async () => {
    const test = await providerApp()
    test.rogue.lies = { signing: { isDamaged: true } }
    const callback = test.rogue.authorize(await leave(test.browser))
    await arrive(test.browser, callback)

    const line = test.logged.find((one) => one.includes('A round trip to a provider has failed')) ?? ''
    expect(JSON.parse(line)).toMatchObject({
      provider: 'rogue',
      problem: 'rejected',
      why: expect.stringMatching(/signature/i),
    })
    for (const name of ['code', 'state']) expect(test.logged.join()).not.toContain(callback.searchParams.get(name))
    expect(test.logged.join()).not.toContain('eyJ')
  })
})
