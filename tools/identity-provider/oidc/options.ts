import type { Person } from '../people.ts'

/** How an identity provider is set up. */
export interface IdentityProviderOptions {
  /** What its pages call it, such as `Google`. */
  name: string
  /** Where it sends people back to; several for several apps. Compared letter by letter. */
  redirectUri: string | string[]
  /**
   * `generic`: claims from the user info endpoint, logout at the provider, back-channel logout. `google`: claims in the
   * ID token, no logout of either kind, as Google does it. Default `generic`.
   */
  face?: 'generic' | 'google'
  /** Default 0: any free port. */
  port?: number
  clientId?: string
  clientSecret?: string
  /** Where somebody goes who has logged out at the provider. */
  postLogoutRedirectUri?: string
  /** Where the provider tells the app that somebody has logged out. */
  backchannelLogoutUri?: string
  /** Default {@link seededPeople}. */
  people?: readonly Person[]
}
