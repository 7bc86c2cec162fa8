import { type ClientOptions, credentialsOf, type OidcConfig, type ProviderStepUp } from './provider-config.ts'

export interface OidcOptions extends ClientOptions {
  id: string
  label: string
  /** Letter by letter as in its `/.well-known/openid-configuration`, such as `https://login.example.com/realms/shop`. */
  issuer: string
  /** Default `openid profile email`. */
  scopes?: readonly string[]
  /**
   * True when an address that this provider calls verified is the person's for sure, since it is your company's, say.
   * Then it is a verified one here, too. No account is ever found or linked by an address. Default false.
   */
  vouchesForEmail?: boolean
  /** Default `proven`, which asks for `auth_time` in the ID token. */
  stepUp?: ProviderStepUp
  /** Whether a logout may go on at the provider (`end_session_endpoint`), from where it leads home. Default false. */
  logsOut?: boolean
}

/**
 * Any OpenID provider: Keycloak, Auth0, Entra ID with one tenant, your own. Its redirect URI is
 * `<publicUrl>/auth/providers/<id>/callback`, the one for back-channel logout ends in `/backchannel-logout` instead.
 *
 * @example
 * oidc({ id: 'staff', label: 'Staff login', issuer: 'https://login.example.com/realms/shop', clientId, clientSecret })
 */
export function oidc(options: OidcOptions): OidcConfig {
  const { id, label, icon = 'openid', issuer, vouchesForEmail = false, stepUp = 'proven', logsOut = false } = options
  const { scopes = ['openid', 'profile', 'email'] } = options
  const vouchesFor = (_email: string, claims: Readonly<Record<string, unknown>>) =>
    vouchesForEmail && claims['email_verified'] === true
  return { kind: 'oidc', id, label, icon, ...credentialsOf(options), issuer, scopes, vouchesFor, stepUp, logsOut }
}
