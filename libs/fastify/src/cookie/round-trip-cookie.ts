import type { FastifyReply, FastifyRequest } from 'fastify'
import { hashSessionToken, isSessionToken } from '../sessions/session-token.ts'
import { roundTripCookieName } from './cookie-name.ts'
import { cookiePairs } from './cookie-values.ts'
import { OwnCookie } from './own-cookie.ts'

/** So many tabs may be on their way to a provider at once; the one that left first is forgotten then. */
const mostTrips = 3

/**
 * The cookies of a browser that is on its way to a provider: one with a token for each tab that has left. It ties the
 * way back to the browser that left (FC-24) and opens nothing else. Each tab has a name of its own, since two that leave
 * or come back at once would write over each other's in a cookie that they share.
 */
export class RoundTripCookie {
  readonly #publicUrl: URL
  readonly #keptSeconds: number

  constructor(publicUrl: URL, keptSeconds: number) {
    this.#publicUrl = publicUrl
    this.#keptSeconds = keptSeconds
  }

  /** The tokens that the browser has, the newest last. */
  tokens(request: FastifyRequest): string[] {
    return this.#kept(request).map(({ token }) => token)
  }

  /** Hands the browser one more token. */
  add(request: FastifyRequest, reply: FastifyReply, token: string): void {
    const kept = this.#kept(request)
    for (const { name } of kept.slice(0, Math.max(0, kept.length + 1 - mostTrips))) this.#cookie(name).clear(reply)
    this.#cookie(`${this.#prefix}${hashSessionToken(token).slice(0, 8)}`).write(reply, token, this.#keptSeconds)
  }

  /** Takes a token back that was used; those of other tabs stay. */
  remove(request: FastifyRequest, reply: FastifyReply, token: string): void {
    const used = this.#kept(request).find((one) => one.token === token)
    if (used !== undefined) this.#cookie(used.name).clear(reply)
  }

  /** Browsers send the oldest first (RFC 6265bis, 5.8.3). */
  #kept({ headers }: FastifyRequest): { name: string; token: string }[] {
    return cookiePairs(headers.cookie).flatMap(([name, token]) =>
      name.startsWith(this.#prefix) && isSessionToken(token) ? [{ name, token }] : [],
    )
  }

  #cookie(name: string): OwnCookie {
    return new OwnCookie(this.#publicUrl, name)
  }

  get #prefix(): string {
    return `${roundTripCookieName(this.#publicUrl)}-`
  }
}
