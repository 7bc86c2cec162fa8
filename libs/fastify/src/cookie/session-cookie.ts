import { stringifySetCookie } from 'cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { forbidCaching } from '../answer-headers.ts'
import { withdrawCookie } from './withdraw-cookie.ts'

/** The one session cookie: its name and attributes, read, written and cleared here and nowhere else. */
export class SessionCookie {
  readonly name: string
  readonly #secure: boolean

  /**
   * On https the name carries the `__Host-` prefix: browsers then accept the cookie only with Secure,
   * Path=/ and no Domain, so that no sibling domain can plant one (RFC 6265bis, ASVS 3.3.1 and 3.3.3).
   */
  constructor(publicUrl: URL, name?: string) {
    this.#secure = publicUrl.protocol === 'https:'
    this.name = name ?? (this.#secure ? '__Host-sid' : 'sid')
    if (this.name.startsWith('__') && !this.#secure) {
      throw new Error(`coatcheck: a cookie named ${this.name} needs https. Change publicUrl or cookie.name.`)
    }
  }

  /** Every value that the request carries under the name; a browser may well send two (see FC-21). */
  read(request: FastifyRequest): string[] {
    const header = request.headers.cookie
    if (header === undefined) return []
    return header.split(';').flatMap((pair) => {
      const equals = pair.indexOf('=')
      return equals > 0 && pair.slice(0, equals).trim() === this.name ? [pair.slice(equals + 1).trim()] : []
    })
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
      httpOnly: true,
      secure: this.#secure,
      path: '/',
      sameSite: 'lax',
      ...(maxAgeSeconds === null ? {} : { maxAge: maxAgeSeconds }),
    })
    reply.header('set-cookie', cookie)
  }
}
