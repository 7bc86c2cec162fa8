import type { FastifyRequest } from 'fastify'
import { type Refusal, refuse } from '../problem/refusal.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests that another site makes a browser send (CSRF), without a token that anybody could
 * forget: `Origin` and Fetch Metadata are written by the browser and out of a page's reach. Logged in or
 * not, for a forged login is an attack as well. See "The origin guard" of the HTTP contract; ASVS 3.5.1.
 */
export class OriginGuard {
  readonly #trusted: ReadonlySet<string>
  readonly #own: string
  readonly #explains: boolean

  constructor(publicUrl: URL, trustedOrigins: readonly string[]) {
    this.#own = publicUrl.origin
    this.#trusted = new Set(trustedOrigins.map(toOrigin))
    this.#explains = publicUrl.protocol === 'http:'
  }

  /** The refusal of a request from elsewhere, or null when it may pass. */
  check(request: FastifyRequest): Refusal | null {
    if (safeMethods.has(request.method)) return null
    const { origin } = request.headers
    const site = request.headers['sec-fetch-site']
    if (origin !== undefined && this.#trusted.has(origin)) return null
    if (site !== undefined) return site === 'same-origin' || site === 'none' ? null : this.#refusal(origin)
    // Neither header: not a browser, so nobody's cookies are being abused.
    return origin === undefined || origin === this.#own ? null : this.#refusal(origin)
  }

  #refusal(origin: string | undefined): Refusal {
    // On plain http from another device browsers send no Fetch Metadata: say how to allow that device.
    if (!this.#explains || origin === undefined || !URL.canParse(origin)) return refuse('csrf_rejected')
    const { origin: parsed } = new URL(origin)
    return refuse('csrf_rejected', {
      detail: `Only ${this.#own} may do this. Add ${parsed} to trustedOrigins to allow it.`,
    })
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
