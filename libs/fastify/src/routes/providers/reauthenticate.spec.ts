import { describe, expect, it } from 'vitest'
import { Browser, setCookies } from '../../testing/browser.ts'
import { arrive, leadsTo, logInThrough, type ProviderApp, providerApp } from '../../testing/provider-app.ts'
import type { ProviderStepUp } from '../../index.ts'
import { RogueProvider } from '../../testing/rogue-provider.ts'

/** Somebody without a password, logged in through the provider. */
async function loggedIn(stepUp: ProviderStepUp = 'proven'): Promise<ProviderApp> {
  const rogue = await RogueProvider.start()
  const test = await providerApp({ providers: [rogue.config({ stepUp })] })
  rogue.clock = test.options.clock ?? rogue.clock
  await logInThrough({ ...test, rogue })
  return { ...test, rogue }
}

const begin = (browser: Browser, body: object = {}) => browser.post('/auth/providers/rogue/reauthenticate', body)

async function leaveToStepUp({ browser }: ProviderApp, body: object = {}): Promise<string> {
  return (await begin(browser, body)).json<{ location: string }>().location
}

const cash = async (browser: Browser) => (await browser.get('/cash')).statusCode

describe('POST /auth/providers/:id/reauthenticate', () => {
  it('ASVS 7.2.4 7.5.1 asks the provider to ask again, and opens the step-up window when it has', async () => {
    const test = await loggedIn()
    const location = await leaveToStepUp(test, { returnUrl: '/security' })
    const before = test.browser.copy()

    const answer = await arrive(test.browser, test.rogue.authorize(location))

    expect(Object.fromEntries(new URL(location).searchParams)).toMatchObject({ prompt: 'login', max_age: '0' })
    expect(leadsTo(answer)).toBe('/security')
    expect(await cash(test.browser)).toBe(200)
    // Under a new token, as at any step-up (FC-2).
    expect((await before.get('/auth/me')).statusCode).toBe(401)
    expect(test.rows('coatcheck_sessions')).toBe(1)
  })

  it('opens the window for ten minutes', async () => {
    const test = await loggedIn()
    await arrive(test.browser, test.rogue.authorize(await leaveToStepUp(test)))

    test.pass(599)
    expect(await cash(test.browser)).toBe(200)
    test.pass(1)
    expect(await cash(test.browser)).toBe(403)
  })

  it.each([
    ['says nothing about when', { auth_time: undefined }],
    ['says that it was long ago', { auth_time: 0 }],
    ['says it as text', { auth_time: 'now' }],
  ])('L1 opens nothing when the provider %s', async (_what, said) => {
    const test = await loggedIn()
    const callback = test.rogue.authorize(await leaveToStepUp(test))
    test.rogue.lies = { claims: (claims) => ({ ...claims, ...said }) }

    expect(leadsTo(await arrive(test.browser, callback))).toBe('/?problem=rejected&provider=rogue')

    expect(await cash(test.browser)).toBe(403)
    expect((await test.browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('FC-7 opens nothing when somebody else confirmed, and the user stays who it was', async () => {
    const test = await loggedIn()
    const { id } = (await test.browser.get('/auth/me')).json()

    for (const sub of ['nobody', 'bob']) {
      const answer = await arrive(test.browser, test.rogue.authorize(await leaveToStepUp(test), { sub }))
      expect(leadsTo(answer)).toBe('/?problem=wrong_identity&provider=rogue')
      await logInThrough({ ...test, browser: new Browser(test.app) }, { sub: 'bob' })
    }

    expect(await cash(test.browser)).toBe(403)
    expect((await test.browser.get('/auth/me')).json()).toMatchObject({ id })
  })

  it('FC-7 opens nothing for another session, of whomever', async () => {
    const test = await loggedIn()
    const callback = test.rogue.authorize(await leaveToStepUp(test))
    await logInThrough(test, { sub: 'ada' })

    expect(leadsTo(await arrive(test.browser, callback))).toBe('/?problem=session_ended&provider=rogue')

    expect(await cash(test.browser)).toBe(403)
  })

  it('opens nothing, and logs nobody out, when it is cancelled', async () => {
    const test = await loggedIn()
    const callback = test.rogue.authorize(await leaveToStepUp(test, { returnUrl: '/security' }))
    callback.searchParams.delete('code')
    callback.searchParams.set('error', 'access_denied')

    const answer = await arrive(test.browser, callback)

    expect(leadsTo(answer)).toBe('/security?problem=denied&provider=rogue')
    expect([await cash(test.browser), (await test.browser.get('/auth/me')).statusCode]).toEqual([403, 200])
  })

  it('takes the word of a provider that cannot say when, where the app has said so', async () => {
    const test = await loggedIn('asked')
    test.rogue.lies = { claims: ({ auth_time: _, ...claims }) => claims }

    await arrive(test.browser, test.rogue.authorize(await leaveToStepUp(test)))

    expect(await cash(test.browser)).toBe(200)
  })

  it('L1 does not take it against what the provider says about when', async () => {
    const test = await loggedIn('asked')
    test.rogue.lies = { claims: (claims) => ({ ...claims, auth_time: 0 }) }

    await arrive(test.browser, test.rogue.authorize(await leaveToStepUp(test)))

    expect(await cash(test.browser)).toBe(403)
  })

  it('is 404 where the provider is not for that, where there is none, and where the user has no identity', async () => {
    const test = await loggedIn('off')
    const { identities } = (await test.browser.get('/auth/identities')).json()
    expect(identities).toMatchObject([{ provider: 'rogue', confirms: false }])
    const bob = await providerApp()
    await bob.browser.register()

    const answers = [
      await begin(test.browser),
      await test.browser.post('/auth/providers/nobody/reauthenticate'),
      await begin(bob.browser),
    ]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404])
    expect(answers.map(setCookies)).toEqual([[], [], []])
  })

  it('is 401 for strangers, and refused when another site asks', async () => {
    const test = await loggedIn()

    expect((await begin(new Browser(test.app))).statusCode).toBe(401)
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await test.browser.post('/auth/providers/rogue/reauthenticate', {}, foreign)).statusCode).toBe(403)
  })
})

describe('POST /auth/session/reauthenticate', () => {
  it('tells somebody without a password what to do instead', async () => {
    const test = await loggedIn()

    const answer = await test.browser.post('/auth/session/reauthenticate', { password: 'a-password-of-mine' })

    expect(answer.json()).toMatchObject({ status: 409, code: 'no_password', loginMethods: ['rogue'] })
    expect((await test.browser.get('/auth/me')).statusCode).toBe(200)
  })

  it('changes no password that is not there', async () => {
    const test = await loggedIn()
    await arrive(test.browser, test.rogue.authorize(await leaveToStepUp(test)))

    const body = { currentPassword: 'a-password-of-mine', newPassword: 'another-coat-to-hang' }
    const answer = await test.browser.post('/auth/password/change', body)

    expect(answer.json()).toMatchObject({ status: 409, code: 'no_password' })
  })

  it('names no provider that is not for that', async () => {
    const test = await loggedIn('off')

    const answer = await test.browser.post('/auth/session/reauthenticate', { password: 'a-password-of-mine' })

    expect(answer.json()).toMatchObject({ code: 'no_password', loginMethods: [] })
  })
})
