/**
 * The name of the session cookie. On https it carries the `__Host-` prefix: browsers then accept the cookie only with
 * Secure, Path=/ and no Domain, so that no sibling domain can plant one (RFC 6265bis, ASVS 3.3.1 and 3.3.3).
 */
export function cookieName(publicUrl: URL, name?: string): string {
  const secure = publicUrl.protocol === 'https:'
  const chosen = name ?? (secure ? '__Host-sid' : 'sid')
  if (chosen === deviceCookieName(publicUrl)) {
    throw new Error(`coatcheck: the name ${chosen} is that of the device cookie. Choose another cookie.name.`)
  }
  if (chosen.startsWith(roundTripCookieName(publicUrl))) {
    throw new Error(
      `coatcheck: the name ${chosen} is for browsers on their way to a provider. Choose another cookie.name.`,
    )
  }
  if (!chosen.startsWith('__') || secure) return chosen
  throw new Error(`coatcheck: a cookie named ${chosen} needs https. Change publicUrl or cookie.name.`)
}

/** The name of the cookie by which a browser is a known device. */
export function deviceCookieName(publicUrl: URL): string {
  return publicUrl.protocol === 'https:' ? '__Host-device' : 'device'
}

/** How the names of the cookies begin that a browser has on its way to a provider. */
export function roundTripCookieName(publicUrl: URL): string {
  return publicUrl.protocol === 'https:' ? '__Host-provider' : 'provider'
}
