import { type ClientOptions, credentialsOf, type FacebookConfig } from './provider-config.ts'

export interface FacebookOptions extends ClientOptions {
  /** Default `https://www.facebook.com/v23.0/dialog/oauth`; another one for a stand-in in tests. */
  dialogUrl?: string
  /** Default `https://graph.facebook.com/v23.0`. */
  graphUrl?: string
}

/**
 * Facebook. Its redirect URI is `<publicUrl>/auth/providers/facebook/callback`; switch on "Require app secret" in the
 * app's settings there.
 *
 * @example
 * facebook({ clientId: '1002003004005006', clientSecret })
 */
export function facebook(options: FacebookOptions): FacebookConfig {
  const { id = 'facebook', label = 'Facebook', icon = 'facebook' } = options
  const { dialogUrl = 'https://www.facebook.com/v23.0/dialog/oauth', graphUrl = 'https://graph.facebook.com/v23.0' } =
    options
  return { kind: 'facebook', id, label, icon, ...credentialsOf(options), dialogUrl, graphUrl, stepUp: 'asked' }
}
