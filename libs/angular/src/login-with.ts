import { safeReturnUrl } from './safe-return-url'

/** Where a login at a provider leads afterwards, and how long it lasts. */
export interface LoginWithOptions {
  /** A path of this origin, query and fragment included; anything else leads home. */
  readonly returnUrl?: unknown
  /** "Remember me". */
  readonly remember?: boolean
}

/** Where a login at a provider begins: a page of the API, which leads on to the provider's. */
export function startOf(prefix: string, provider: string, { returnUrl, remember }: LoginWithOptions): string {
  const query = new URLSearchParams({ returnUrl: safeReturnUrl(returnUrl) })
  if (remember) query.set('remember', 'true')
  return `${prefix}/providers/${encodeURIComponent(provider)}/start?${query.toString()}`
}
