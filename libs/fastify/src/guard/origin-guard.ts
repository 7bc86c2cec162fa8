import type { FastifyRequest } from 'fastify'
import { type Refusal, refuse } from '../problem/refusal.ts'
import type { OwnOrigins } from './own-origins.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests that another site makes a browser send (CSRF), without a token that anybody could
 * forget: `Origin` and Fetch Metadata are written by the browser and out of a page's reach. Logged in or
 * not, for a forged login is an attack as well. See "The origin guard" of the HTTP contract; ASVS 3.5.1.
 */
export class OriginGuard {
  readonly #publicUrl: URL
  readonly #origins: OwnOrigins
  readonly #explains: boolean

  constructor(publicUrl: URL, origins: OwnOrigins) {
    this.#publicUrl = publicUrl
    this.#origins = origins
    this.#explains = publicUrl.protocol === 'http:'
  }

  /** The refusal of a request from elsewhere, or null when it may pass. */
  check(request: FastifyRequest): Refusal | null {
    if (safeMethods.has(request.method) || this.#origins.sent(request.headers)) return null
    return this.#refusal(request.headers.origin)
  }

  #refusal(origin: string | undefined): Refusal {
    // On plain http from another device browsers send no Fetch Metadata: say how to allow that device.
    if (!this.#explains || origin === undefined || !URL.canParse(origin)) return refuse('csrf_rejected')
    const { origin: parsed } = new URL(origin)
    return refuse('csrf_rejected', {
      detail: `Only ${this.#publicUrl.origin} may do this. Add ${parsed} to trustedOrigins to allow it.`,
    })
  }
}
