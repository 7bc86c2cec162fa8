import type { EndReason } from '@coatcheck/contract'
import type { FastifyRequest } from 'fastify'
import type { CookieAttributes } from './cookie/own-cookie.ts'
import type { SessionReader } from './sessions/session-reader.ts'
import type { Sessions } from './sessions/sessions.ts'

/** `app.coatcheck`: what the plugin offers beside `request.auth`. */
export interface CoatcheckDecoration {
  sessions: Sessions
  /** The path under which the plugin answers. */
  prefix: string
  /** The origin that browsers see, such as `https://shop.example`. */
  origin: string
  /** How the session cookie is called and set; its value is between the browser and the plugin. */
  sessionCookie: { name: string; attributes: CookieAttributes }
  /** Tells whether the `Host` of a request names this app. */
  isKnownHost(request: FastifyRequest): boolean
  /**
   * Ends all sessions of a user at once, for what the plugin cannot see: an account that was disabled, a password
   * that was changed elsewhere, an admin who wants somebody out. The reason is what the user is told. Tells how many.
   */
  endSessions(userId: string, reason: EndReason): Promise<number>
  /**
   * Tells whom a `Cookie` header belongs to where there is no request, as in `app.server.on('upgrade')`. Extends
   * nothing; rejects with `Unavailable` when the store cannot say.
   */
  readSession: SessionReader['readSession']
  /** Tells whether a request comes from a page of the app, or from no page: browsers let any page open a WebSocket. */
  isOwnOrigin: SessionReader['isOwnOrigin']
  /**
   * Forgets the password, the known devices and the sessions of a user whom the host has deleted itself. Call it before
   * the id can be somebody else's.
   */
  userDeleted(userId: string): Promise<void>
  /** Tells open pages that the profile of a user was changed elsewhere. */
  userChanged(userId: string): void
}
