import { type Facebook, startFacebook } from './start-facebook.ts'
import { type IdentityProvider, startIdentityProvider } from './start-identity-provider.ts'

/** Three providers for one app. */
export interface LocalProviders {
  /** A generic OpenID provider, with logout. */
  local: IdentityProvider
  /** One that poses as Google. */
  google: IdentityProvider
  facebook: Facebook
  /** What to put into the environment of the API. */
  settings: Record<string, string>
  close(): Promise<void>
}

/**
 * Starts providers for an app of `apps/api` that is reached at `appUrl`, on these ports or on any free ones.
 *
 * @example
 * const providers = await startProviders('http://localhost:3000')
 * spawn('node', ['apps/api/dist/main.js'], { env: { ...process.env, ...providers.settings } })
 */
export async function startProviders(appUrl: string, ports: readonly number[] = []): Promise<LocalProviders> {
  const [localPort = 0, googlePort = 0, facebookPort = 0] = ports
  const below = (id: string, path: string) => new URL(`/auth/providers/${id}/${path}`, appUrl).href
  const local = await startIdentityProvider({
    name: 'the local provider',
    port: localPort,
    redirectUri: below('local', 'callback'),
    postLogoutRedirectUri: new URL('/', appUrl).href,
    backchannelLogoutUri: below('local', 'backchannel-logout'),
  })
  const google = await startIdentityProvider({
    name: 'Google',
    face: 'google',
    port: googlePort,
    redirectUri: below('google', 'callback'),
  })
  const facebook = await startFacebook({ port: facebookPort, redirectUri: below('facebook', 'callback') })
  return {
    local,
    google,
    facebook,
    settings: {
      OIDC_LOCAL_ISSUER: local.issuer,
      OIDC_LOCAL_CLIENT_ID: local.clientId,
      OIDC_LOCAL_CLIENT_SECRET: local.clientSecret,
      OIDC_LOCAL_LABEL: 'the local provider',
      OIDC_LOCAL_LOGOUT: 'true',
      GOOGLE_ISSUER: google.issuer,
      GOOGLE_CLIENT_ID: google.clientId,
      GOOGLE_CLIENT_SECRET: google.clientSecret,
      FACEBOOK_DIALOG_URL: `${facebook.origin}/v23.0/dialog/oauth`,
      FACEBOOK_GRAPH_URL: `${facebook.origin}/v23.0`,
      FACEBOOK_CLIENT_ID: facebook.appId,
      FACEBOOK_CLIENT_SECRET: facebook.appSecret,
      PICTURE_PRIVATE_ORIGINS: [local.issuer, google.issuer, facebook.origin].join(),
    },
    async close() {
      await Promise.all([local.close(), google.close(), facebook.close()])
    },
  }
}
