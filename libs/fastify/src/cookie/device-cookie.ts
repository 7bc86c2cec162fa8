import type { FastifyReply } from 'fastify'
import { deviceCookieName } from './cookie-name.ts'
import { OwnCookie } from './own-cookie.ts'

/** Browsers keep no cookie longer (RFC 6265bis, 5.5), so nobody comes back as a known device after that: 400 days. */
export const deviceKeptSeconds = 400 * 86_400

/** The cookie by which a browser is a known device. It opens nothing and outlives the session; nothing clears it. */
export class DeviceCookie extends OwnCookie {
  constructor(publicUrl: URL) {
    super(publicUrl, deviceCookieName(publicUrl))
  }

  /** Lets the browser keep the token, counted anew from now. */
  keep(reply: FastifyReply, token: string): void {
    this.write(reply, token, deviceKeptSeconds)
  }
}
