import { stringifySetCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { forbidCaching } from '../answer-headers.ts'
import { cookieValues } from './cookie-values.ts'
import { withdrawCookie } from './withdraw-cookie.ts'

/** How a browser is told to keep a cookie of ours, apart from how long. */
export interface CookieAttributes {
  httpOnly: true
  secure: boolean
  path: '/'
  sameSite: 'lax'
}

/** A cookie of ours: its name and attributes, read, written and cleared here and nowhere else. No script sees it. */
export class OwnCookie {
  readonly name: string
  readonly #secure: boolean

  constructor(publicUrl: URL, name: string) {
    this.#secure = publicUrl.protocol === 'https:'
    this.name = name
  }

  /** The same whenever it is set, and when it is cleared. */
  get attributes(): CookieAttributes {
    return {
      httpOnly: true,
      secure: this.#secure,
      path: '/',
      sameSite: 'lax',
    }
  }

  /** Every value that the request carries under the name. */
  read(request: FastifyRequest): string[] {
    return cookieValues(request.headers.cookie, this.name)
  }

  /** Hands the token to the browser: until it closes, or for `maxAgeSeconds`. */
  write(reply: FastifyReply, token: string, maxAgeSeconds: number | null): void {
    this.#set(reply, token, maxAgeSeconds)
  }

  /** Takes the cookie back, with exactly the attributes it was set with; browsers ignore any other clear. */
  clear(reply: FastifyReply): void {
    this.#set(reply, '', 0)
  }

  /** Takes back what {@link write} put on the reply: an answer that failed must not log anybody in. */
  withdraw(reply: FastifyReply): void {
    withdrawCookie(reply, this.name)
  }

  #set(reply: FastifyReply, value: string, maxAgeSeconds: number | null): void {
    forbidCaching(reply)
    const cookie = stringifySetCookie({
      name: this.name,
      value,
      ...this.attributes,
      ...(maxAgeSeconds === null ? {} : { maxAge: maxAgeSeconds }),
    })
    reply.header('set-cookie', cookie)
  }
}
