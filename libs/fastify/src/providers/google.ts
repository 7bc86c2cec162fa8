import { type ClientOptions, credentialsOf, type OidcConfig } from './provider-config.ts'

export interface GoogleOptions extends ClientOptions {
  /** Default `https://accounts.google.com`; another one for something that poses as Google in tests. */
  issuer?: string
}

/**
 * Google. Its redirect URI is `<publicUrl>/auth/providers/google/callback`.
 *
 * @example
 * google({ clientId: '….apps.googleusercontent.com', clientSecret })
 */
export function google(options: GoogleOptions): OidcConfig {
  const { id = 'google', label = 'Google', icon = 'google', issuer = 'https://accounts.google.com' } = options
  const scopes = ['openid', 'profile', 'email']
  // It says in its ID tokens when somebody last logged in only to apps that it has allowed that.
  const rest = { scopes, vouchesFor: isAuthority, stepUp: 'asked', logsOut: false } as const
  return { kind: 'oidc', id, label, icon, ...credentialsOf(options), issuer, ...rest }
}

/** For other domains Google verified the address once, and it may have changed hands since (its own documentation). */
function isAuthority(email: string, claims: Readonly<Record<string, unknown>>): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
  return claims['email_verified'] === true && (domain === 'gmail.com' || domain === claims['hd'])
}
