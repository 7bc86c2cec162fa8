import { describe, expect, it, onTestFinished } from 'vitest'
import { startFacebook } from '../../../../tools/identity-provider/start-facebook.ts'
import { startIdentityProvider } from '../../../../tools/identity-provider/start-identity-provider.ts'
import { walkThrough } from '../../../../tools/identity-provider/walk-through.ts'
import { facebook, google, oidc } from '../index.ts'
import { Browser } from '../testing/browser.ts'
import { samplePicture } from '../testing/sample-pictures.ts'
import { publicUrl, testApp } from '../testing/test-app.ts'
import { checkPicture } from './check-picture.ts'

/** An app with the local providers, and a browser of somebody who is logged in nowhere. */
async function providers() {
  const redirectUri = (id: string) => `${publicUrl}/auth/providers/${id}/callback`
  const hatstand = await startIdentityProvider({ name: 'Hatstand', redirectUri: redirectUri('hatstand') })
  const likeGoogle = await startIdentityProvider({ name: 'Google', face: 'google', redirectUri: redirectUri('google') })
  const likeFacebook = await startFacebook({ redirectUri: redirectUri('facebook') })
  onTestFinished(async () => {
    await Promise.all([hatstand.close(), likeGoogle.close(), likeFacebook.close()])
  })
  const { appId: clientId, appSecret: clientSecret, origin } = likeFacebook
  const test = await testApp({
    providers: [
      oidc({ ...hatstand, id: 'hatstand', label: 'Hatstand' }),
      google(likeGoogle),
      facebook({ clientId, clientSecret, dialogUrl: `${origin}/v23.0/dialog/oauth`, graphUrl: `${origin}/v23.0` }),
    ],
    pictures: { privateOrigins: [hatstand.issuer, likeGoogle.issuer, origin] },
    // The providers live today.
    clock: Date.now,
  })
  const browser = new Browser(test.app)
  const logIn = async (id: string, person: string) => {
    const start = await browser.get(`/auth/providers/${id}/start?returnUrl=/profile`)
    const callback = await walkThrough(String(start.headers.location), person)
    return browser.get(callback.pathname + callback.search, { 'sec-fetch-site': 'cross-site' })
  }
  const me = async () => (await browser.get('/auth/me')).json<{ id: string; name: string; picture: string | null }>()
  return { ...test, hatstand, likeFacebook, browser, logIn, me }
}

describe('a login through a provider', () => {
  it.each([
    ['hatstand', 'ada', 'ada.png'],
    ['google', 'grace', 'grace.jpg'],
    ['facebook', 'alan', 'alan.webp'],
  ] as const)('through %s shows the picture of %s from our own origin', async (id, person, picture) => {
    const { browser, logIn, me } = await providers()

    expect((await logIn(id, person)).headers.location).toMatch(/^\/profile#?$/)

    await expect.poll(async () => (await me()).picture).toMatch('/auth/avatar/')
    const answer = await browser.get((await me()).picture ?? '')
    expect(answer.rawPayload).toEqual(checkPicture(samplePicture(picture))?.bytes)
  })

  it('shows initials for somebody whose picture is broken', async () => {
    const { browser, logIn, me, logged } = await providers()

    expect((await logIn('hatstand', 'edsger')).headers.location).toBe('/profile')

    await expect.poll(() => logged.join()).toMatch('not_a_picture')
    const { id, picture } = await me()
    expect(picture).toBeNull()
    expect((await browser.get(`/auth/avatar/${id}`)).body).toContain('>ED<')
  })

  it('FC-29 does not wait for a host that is slow with its pictures', async () => {
    const { hatstand, logIn, me } = await providers()
    await hatstand.setTrouble('slow', '/pictures')

    expect((await logIn('hatstand', 'ada')).headers.location).toBe('/profile')
    expect(await me()).toMatchObject({ name: 'Ada Lovelace', picture: null })

    await hatstand.setTrouble(null)
    await expect.poll(async () => (await me()).picture).not.toBeNull()
  })

  it('fetches a picture once, however often somebody logs in', async () => {
    const { hatstand, browser, logIn, me } = await providers()
    await logIn('hatstand', 'ada')
    await expect.poll(async () => (await me()).picture).not.toBeNull()
    const before = await me()

    await hatstand.setTrouble('error', '/pictures')
    await browser.post('/auth/logout')
    await logIn('hatstand', 'ada')

    expect(await me()).toEqual(before)
  })

  it('fetches the picture of an identity that is linked', async () => {
    const { browser, me } = await providers()
    await browser.register()
    await browser.stepUp()
    const begun = await browser.post('/auth/identities/hatstand', { returnUrl: '/security' })

    const callback = await walkThrough(begun.json<{ location: string }>().location, 'ada')
    await browser.get(callback.pathname + callback.search, { 'sec-fetch-site': 'cross-site' })

    await expect.poll(async () => (await me()).picture).toMatch('/auth/avatar/')
  })
})
