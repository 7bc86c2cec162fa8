import { expect, it, onTestFinished } from 'vitest'
import { startProviders } from './start-providers.ts'

it('starts three providers, and tells an app how to reach each of them', async () => {
  const { settings, local, close } = await startProviders('http://localhost:3000')
  onTestFinished(close)
  const statusOf = async (url = '') => (await fetch(url)).status

  expect(settings).toMatchObject({ OIDC_LOCAL_ISSUER: local.issuer, OIDC_LOCAL_LOGOUT: 'true' })
  const { OIDC_LOCAL_ISSUER: oidc, GOOGLE_ISSUER: google, FACEBOOK_DIALOG_URL, FACEBOOK_GRAPH_URL } = settings
  expect([
    await statusOf(`${String(oidc)}/.well-known/openid-configuration`),
    await statusOf(`${String(google)}/.well-known/openid-configuration`),
    // Both are there, and say that something is missing.
    await statusOf(FACEBOOK_DIALOG_URL),
    await statusOf(`${String(FACEBOOK_GRAPH_URL)}/me`),
  ]).toEqual([200, 200, 400, 400])
  const origins = String(settings['PICTURE_PRIVATE_ORIGINS']).split(',')
  expect(await Promise.all(origins.map((origin) => statusOf(`${origin}/pictures/ada.png`)))).toEqual([200, 200, 200])
})
