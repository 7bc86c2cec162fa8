import { onTestFinished } from 'vitest'
import { type Facebook, startFacebook } from '../../../../tools/identity-provider/start-facebook.ts'
import {
  type IdentityProvider,
  startIdentityProvider,
} from '../../../../tools/identity-provider/start-identity-provider.ts'
import { walkThrough } from '../../../../tools/identity-provider/walk-through.ts'
import { freePort } from '../../../../tools/servers/free-port.ts'
import { facebook, google, oidc } from '../index.ts'
import { Browser } from './browser.ts'
import { arrive } from './provider-app.ts'
import { publicUrl, type TestApp, testApp } from './test-app.ts'

/** An app with a provider on the real `oidc-provider`, one that poses as Google, and one that speaks like Facebook. */
export interface RealProviderApp extends TestApp {
  browser: Browser
  local: IdentityProvider
  facebookStandIn: Facebook
  /** Where the provider reaches the app once it listens. */
  port: number
  /** Goes to a provider and back, as one of its people or pressing `cancel`. */
  logInAs: (id: string, person: string, browser?: Browser) => ReturnType<typeof arrive>
}

export async function realProviderApp(): Promise<RealProviderApp> {
  const below = (id: string, path: string) => `${publicUrl}/auth/providers/${id}/${path}`
  const port = await freePort()
  const address = `127.0.0.1:${String(port)}`
  const local = await startIdentityProvider({
    name: 'Hatstand',
    redirectUri: below('local', 'callback'),
    postLogoutRedirectUri: `${publicUrl}/`,
    backchannelLogoutUri: `http://${address}/auth/providers/local/backchannel-logout`,
  })
  const googleStandIn = await startIdentityProvider({
    name: 'Google',
    face: 'google',
    redirectUri: below('google', 'callback'),
  })
  const facebookStandIn = await startFacebook({ redirectUri: below('facebook', 'callback') })
  onTestFinished(async () => {
    await Promise.all([local.close(), googleStandIn.close(), facebookStandIn.close()])
  })
  const { appId: clientId, appSecret: clientSecret, origin } = facebookStandIn
  const test = await testApp(
    {
      // They know no other time.
      clock: Date.now,
      hosts: [address],
      providers: [
        oidc({ id: 'local', label: 'Hatstand', ...local, logsOut: true }),
        google(googleStandIn),
        facebook({ clientId, clientSecret, dialogUrl: `${origin}/v23.0/dialog/oauth`, graphUrl: `${origin}/v23.0` }),
      ],
    },
    (app) => {
      app.get('/cash', { config: { auth: { within: '10m' } } }, () => 'cash')
    },
  )
  const ownBrowser = new Browser(test.app)
  return {
    ...test,
    browser: ownBrowser,
    local,
    facebookStandIn,
    port,
    async logInAs(id, person, browser = ownBrowser) {
      const { headers } = await browser.get(`/auth/providers/${id}/start?returnUrl=/profile`)
      return arrive(browser, await walkThrough(String(headers.location), person))
    },
  }
}
