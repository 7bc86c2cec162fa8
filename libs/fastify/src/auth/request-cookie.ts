import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SessionCookie } from '../cookie/session-cookie.ts'
import type { Clock } from '../sessions/clock.ts'
import type { OpenSession } from '../sessions/sessions.ts'

/** The session cookie of one request: what came with it and what goes out with its answer. */
export class RequestCookie {
  readonly #request: FastifyRequest
  readonly #cookie: SessionCookie
  readonly #clock: Clock
  #written: { token: string; beginsLogin: boolean } | null = null

  constructor(request: FastifyRequest, { cookie, clock }: { cookie: SessionCookie; clock: Clock }) {
    this.#request = request
    this.#cookie = cookie
    this.#clock = clock
  }

  /** The tokens that the browser holds, or will once it has the answer: a logout must end those of a login before it. */
  get tokens(): string[] {
    const sent = this.#cookie.read(this.#request)
    return this.#written === null ? sent : [...sent, this.#written.token]
  }

  /** Puts the token on the reply, in place of one that was put there before. */
  write(reply: FastifyReply, { token, session }: OpenSession, { beginsLogin }: { beginsLogin: boolean }): void {
    this.#cookie.withdraw(reply)
    const remainingSeconds = Math.ceil((session.absoluteExpiresAt - this.#clock()) / 1000)
    this.#cookie.write(reply, token, session.persistent ? remainingSeconds : null)
    this.#written = { token, beginsLogin }
  }

  /** Takes back what the browser holds, if it holds anything. */
  clear(reply: FastifyReply): void {
    const holdsAny = this.#cookie.read(this.#request).length > 0
    this.#cookie.withdraw(reply)
    this.#written = null
    if (holdsAny) this.#cookie.clear(reply)
  }

  /**
   * Takes back what was written when the answer failed: then nobody is logged in by it. A new token for the session
   * that the browser has stays, since the one before is dead: without it an error would log the person out (L2).
   */
  withdraw(reply: FastifyReply): void {
    if (this.#written?.beginsLogin === false) return
    this.#cookie.withdraw(reply)
  }
}

/** Throws when an answer has left already, as after `reply.hijack()`: the browser would never get the cookie. */
export function checkUnsent(reply: FastifyReply): void {
  if (!reply.sent) return
  throw new Error('request.auth: the reply was sent or hijacked already, so no cookie can go with it.')
}
