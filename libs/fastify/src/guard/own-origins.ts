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
}

/** Reads a configured origin, or throws with the cure. */
function toOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.origin !== text.replace(/\/$/, '')) {
    throw new Error(`coatcheck: "${text}" in trustedOrigins is not an origin. Write it like https://app.example.com.`)
  }
  return url.origin
}
