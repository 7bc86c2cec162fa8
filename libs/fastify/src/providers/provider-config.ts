/**
 * How somebody without a password proves again who they are (step-up).
 * `proven`: the provider is asked to ask again, and its ID token must say when it did (`auth_time`).
 * `asked`: it is asked to, but cannot say whether it did; that it vouches for the same person anew has to do.
 * `off`: not by this provider.
 */
export type ProviderStepUp = 'proven' | 'asked' | 'off'

/** What is the same for all providers. */
interface ProviderBasics {
  id: string
  label: string
  icon: string | null
  clientId: string | null
  clientSecret: string | null
  stepUp: ProviderStepUp
}

/** An OpenID provider, found by its issuer. */
export interface OidcConfig extends ProviderBasics {
  kind: 'oidc'
  issuer: string
  scopes: readonly string[]
  /** Whether an address that the provider calls verified is known to be the person's. */
  vouchesFor: (email: string, claims: Readonly<Record<string, unknown>>) => boolean
  logsOut: boolean
}

/** Facebook, which speaks OAuth 2 in a dialect of its own. */
export interface FacebookConfig extends ProviderBasics {
  kind: 'facebook'
  dialogUrl: string
  graphUrl: string
}

/** One of the `providers` of the plugin, as `oidc()`, `google()` and `facebook()` make them. */
export type ProviderConfig = OidcConfig | FacebookConfig

/** What an app has of its own at a provider. */
export interface ClientOptions {
  /** As the provider shows it for your app. */
  clientId?: string | undefined
  /**
   * As the provider shows it. Without it the provider is listed as not configured in development, and left out in
   * production.
   */
  clientSecret?: string | undefined
  /** In the paths below `/auth/providers`, and in `methods`. */
  id?: string
  /** What the button says. */
  label?: string
  /** The name of an icon that your app knows, or a path on its origin. */
  icon?: string | null
}

/** The credentials of an app, null where there are none. */
export function credentialsOf({ clientId, clientSecret }: ClientOptions) {
  return { clientId: clientId?.trim() || null, clientSecret: clientSecret?.trim() || null }
}
