import type { IncomingHttpHeaders } from 'node:http'

/** The origins whose pages may act for the user: the app's own, and those that it trusts. */
export class OwnOrigins {
  readonly #own: string
  readonly #trusted: ReadonlySet<string>

  constructor(publicUrl: URL, trustedOrigins: readonly string[]) {
    this.#own = publicUrl.origin
    this.#trusted = new Set(trustedOrigins.map(toOrigin))
  }

  /** Tells whether a request comes from there, by headers that browsers write and pages cannot. */
  sent({ origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
    if (origin !== undefined && this.#trusted.has(origin)) return true
    if (site !== undefined) return site === 'same-origin' || site === 'none'
    // Neither header: not a browser, so nobody's cookies are being abused.
    return origin === undefined || origin === this.#own
  }

  /**
   * Tells whether a page may lead a browser to an address that sets something going: one of ours, or of the same site
   * where other origins are trusted. A navigation does not say from which of them it comes.
   */
  leadsHere({ 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
    if (site === 'same-site') return this.#trusted.size > 0
    return site === undefined || site === 'same-origin' || site === 'none'
  }
}

/** Reads a configured origin, or throws with the cure. */
function toOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.origin !== text.replace(/\/$/, '')) {
    throw new Error(`coatcheck: "${text}" in trustedOrigins is not an origin. Write it like https://app.example.com.`)
  }
  return url.origin
}
