import { describe, expect, it } from 'vitest'
import { walkThrough } from '../../../../tools/identity-provider/walk-through.ts'
import { Browser } from '../testing/browser.ts'
import { arrive, leadsTo } from '../testing/provider-app.ts'
import { realProviderApp } from '../testing/real-provider-app.ts'

const profileOf = async (browser: Browser) => (await browser.get('/auth/me')).json()

describe('oidc-provider, and what poses as Google', () => {
  it.each(['local', 'google'])('logs Ada in through %s, with name, address and picture', async (id) => {
    const { browser, logInAs, store } = await realProviderApp()

    expect(leadsTo(await logInAs(id, 'ada'))).toBe('/profile')

    const me = await profileOf(browser)
    expect(me).toMatchObject({ name: 'Ada Lovelace', email: 'ada.lovelace@example.com', emailVerified: false })
    expect(await store.identities.list(me.id)).toMatchObject([
      { subject: 'ada', picture: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/pictures\/ada\.png$/) },
    ])
  })

  it.each([
    ['grace', { name: 'Grace Hopper', email: null }, ['email']],
    ['nameless', { name: '', email: 'somebody@example.com' }, ['name']],
    ['alan', { name: 'Alan Turing', email: 'alan.turing@example.com', emailVerified: false }, undefined],
  ])('logs %s in, of whom less is known', async (person, profile, profileIncomplete) => {
    const { browser, logInAs } = await realProviderApp()

    await logInAs('local', person)

    const status = (await browser.get('/auth/status?include=profile')).json()
    expect(status).toMatchObject({ authenticated: true, profile })
    expect(status.profileIncomplete).toEqual(profileIncomplete)
  })

  it('logs nobody in who pressed Cancel', async () => {
    const { browser, logInAs } = await realProviderApp()

    const answer = await logInAs('local', 'cancel')

    expect(leadsTo(answer)).toBe('/login?returnUrl=%2Fprofile&problem=denied&provider=local')
    expect((await browser.get('/auth/me')).statusCode).toBe(401)
  })

  it('asks again who it is for a step-up, and says when', async () => {
    const { browser, logInAs } = await realProviderApp()
    await logInAs('local', 'ada')
    expect((await browser.get('/cash')).statusCode).toBe(403)

    const { location } = (await browser.post('/auth/providers/local/reauthenticate', { returnUrl: '/cash' })).json()
    expect(leadsTo(await arrive(browser, await walkThrough(location, 'ada')))).toBe('/cash')

    expect((await browser.get('/cash')).statusCode).toBe(200)
  })

  it('links two providers to one account, and unlinks one', async () => {
    const { app, browser, logInAs } = await realProviderApp()
    await logInAs('local', 'ada')
    const { id } = await profileOf(browser)
    const stepUp = (await browser.post('/auth/providers/local/reauthenticate')).json()
    await arrive(browser, await walkThrough(stepUp.location, 'ada'))

    const { location } = (await browser.post('/auth/identities/google')).json()
    await arrive(browser, await walkThrough(location, 'double'))

    const phone = new Browser(app)
    await logInAs('google', 'double', phone)
    expect(await profileOf(phone)).toMatchObject({ id, name: 'Ada Lovelace' })
    const { identities } = (await browser.get('/auth/identities')).json()
    expect(identities).toMatchObject([{ provider: 'local' }, { provider: 'google', name: 'Ada Byron' }])
    expect((await browser.send('DELETE', `/auth/identities/${String(identities[1].id)}`)).statusCode).toBe(204)
    expect((await phone.get('/auth/me')).statusCode).toBe(401)
  })

  it('goes on after the provider has changed its keys', async () => {
    const { logInAs, local, app } = await realProviderApp()
    await local.rotateKeys()

    expect(leadsTo(await logInAs('local', 'ada', new Browser(app)))).toBe('/profile')
  })

  it('leads back after a logout there', async () => {
    const { browser, logInAs } = await realProviderApp()
    await logInAs('local', 'ada')

    const { providerLogoutUrl } = (await browser.post('/auth/logout', { atProvider: true })).json()
    const page = await fetch(providerLogoutUrl)

    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<form')
  })

  it('ends exactly the sessions that it logs out, by a real logout token', async () => {
    const { app, browser, logInAs, local, port } = await realProviderApp()
    const [phone, alan] = [new Browser(app), new Browser(app)]
    await logInAs('local', 'ada')
    await logInAs('local', 'ada', phone)
    await logInAs('local', 'alan', alan)
    await app.listen({ host: '127.0.0.1', port })

    expect(await local.logOut('ada')).toEqual([204, 204])

    expect((await browser.get('/auth/me')).json()).toMatchObject({ reason: 'logged_out' })
    expect((await phone.get('/auth/me')).statusCode).toBe(401)
    expect((await alan.get('/auth/me')).statusCode).toBe(200)
  })
})

describe('what speaks like Facebook', () => {
  it('logs Ada in, and no fragment of its own stays in the address', async () => {
    const { browser, logInAs } = await realProviderApp()

    const answer = await logInAs('facebook', 'ada')

    expect(answer.headers.location).toBe('/profile#')
    expect(await profileOf(browser)).toMatchObject({ name: 'Ada Lovelace', emailVerified: false })
  })

  it('knows somebody again the next time, who has no picture and no address', async () => {
    const { app, browser, logInAs, store } = await realProviderApp()
    await logInAs('facebook', 'double')
    await logInAs('facebook', 'grace')
    const { id } = await profileOf(browser)
    const phone = new Browser(app)

    await logInAs('facebook', 'grace', phone)

    expect(await profileOf(phone)).toMatchObject({ id, name: 'Grace Hopper', email: null })
    expect((await store.identities.list(id))[0]).toMatchObject({ issuer: 'https://www.facebook.com' })
  })

  it('takes the grey head for no picture', async () => {
    const { browser, logInAs, store } = await realProviderApp()

    await logInAs('facebook', 'double')

    const { id } = await profileOf(browser)
    expect((await store.identities.list(id))[0]?.picture).toBeNull()
  })

  it('logs nobody in who pressed Cancel', async () => {
    const { logInAs } = await realProviderApp()

    const { headers } = await logInAs('facebook', 'cancel')

    expect(headers.location).toBe('/login?returnUrl=%2Fprofile&problem=denied&provider=facebook#')
  })

  it('asks to confirm for a step-up, and it must be the same person', async () => {
    const { browser, logInAs } = await realProviderApp()
    await logInAs('facebook', 'ada')
    const leave = async () => (await browser.post('/auth/providers/facebook/reauthenticate')).json().location as string

    expect(new URL(await leave()).searchParams.get('auth_type')).toBe('reauthenticate')
    expect(leadsTo(await arrive(browser, await walkThrough(await leave(), 'grace')))).toContain('wrong_identity')
    expect((await browser.get('/cash')).statusCode).toBe(403)
    await arrive(browser, await walkThrough(await leave(), 'ada'))

    expect((await browser.get('/cash')).statusCode).toBe(200)
  })

  it.each(['/v23.0/oauth/access_token', '/v23.0/me'])('logs nobody in while %s is in trouble', async (path) => {
    const { logInAs, facebookStandIn, browser } = await realProviderApp()
    await facebookStandIn.setTrouble('error', path)

    expect(leadsTo(await logInAs('facebook', 'ada'))).toContain('problem=provider_unavailable')

    expect((await browser.get('/auth/providers')).json().providers[2]).toMatchObject({ available: false })
    await facebookStandIn.setTrouble(null)
    expect(leadsTo(await logInAs('facebook', 'ada'))).toBe('/profile')
    expect((await browser.get('/auth/providers')).json().providers[2]).toMatchObject({ available: true })
  })

  it('logs nobody in by a code that was used, or made up', async () => {
    const { browser, rows } = await realProviderApp()
    const { headers } = await browser.get('/auth/providers/facebook/start')
    const callback = await walkThrough(String(headers.location), 'ada')
    callback.searchParams.set('code', 'AQguessed')

    expect(leadsTo(await arrive(browser, callback))).toContain('problem=rejected')
    expect(rows('coatcheck_sessions')).toBe(0)
  })
})
