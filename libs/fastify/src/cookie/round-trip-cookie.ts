import type { FastifyReply, FastifyRequest } from 'fastify'
import { distinctTokens } from '../sessions/session-token.ts'
import { roundTripCookieName } from './cookie-name.ts'
import { OwnCookie } from './own-cookie.ts'

/** So many tabs may be on their way to a provider at once; the one that left first is forgotten then. */
const mostTrips = 3

/**
 * The cookie of a browser that is on its way to a provider: a token for each tab that has left. It ties the way back to
 * the browser that left (FC-24) and opens nothing else.
 */
export class RoundTripCookie extends OwnCookie {
  readonly #keptSeconds: number

  constructor(publicUrl: URL, keptSeconds: number) {
    super(publicUrl, roundTripCookieName(publicUrl))
    this.#keptSeconds = keptSeconds
  }

  /** The tokens that the browser has, the newest last. */
  tokens(request: FastifyRequest): string[] {
    return distinctTokens(this.read(request).flatMap((value) => value.slice(0, 1000).split('.'))).slice(-mostTrips)
  }

  /** Hands the browser one more token. */
  add(request: FastifyRequest, reply: FastifyReply, token: string): void {
    this.#keep(reply, [...this.tokens(request), token].slice(-mostTrips))
  }

  /** Takes a token back that was used; those of other tabs stay. */
  remove(request: FastifyRequest, reply: FastifyReply, token: string): void {
    const others = this.tokens(request).filter((one) => one !== token)
    if (others.length > 0) this.#keep(reply, others)
    else this.clear(reply)
  }

  #keep(reply: FastifyReply, tokens: string[]): void {
    this.withdraw(reply)
    this.write(reply, tokens.join('.'), this.#keptSeconds)
  }
}
