import type { EndedSession, Ending } from './session-store.ts'

/** A session that began with an identity: what a provider needs to be able to end it. */
export interface ProviderLogin {
  sessionId: string
  userId: string
  issuer: string
  subject: string
  /** The provider's own name for its session with the browser (`sid`), or null when it told none. */
  sid: string | null
  /** When the provider vouched for the user, by its clock, in milliseconds. */
  issuedAt: number
  /** The session is over then at the latest. */
  expiresAt: number
}

/** A provider says that somebody is logged out there: one of its sessions, a subject everywhere, or both. */
export interface ProviderLogout {
  issuer: string
  /** What names this message among all of the issuer's (`jti`); it counts once. */
  id: string
  subject: string | null
  sid: string | null
  /** By the provider's clock, in milliseconds. */
  issuedAt: number
  /** How long a login from before may still come in late, and the message be sent again. */
  forgetAt: number
}

/** Keeps which sessions began with which identity, so that the provider's logout ends exactly those. */
export interface ProviderLoginStore {
  /**
   * Remembers a login. False when it no longer counts: the identity is not linked to this user any more, or the
   * provider has logged it out meanwhile. Whoever asks ends the session then.
   */
  remember(login: ProviderLogin): Promise<boolean>
  find(sessionId: string): Promise<ProviderLogin | null>
  /**
   * Ends the sessions that a provider has logged out: all of it or nothing. Null for a message that has been acted on
   * already. A login that comes in later is refused by {@link remember} if it is from before.
   */
  logOut(logout: ProviderLogout, ending: Ending): Promise<EndedSession[] | null>
  /** Removes some logins and logouts that may be forgotten, `limit` of each at the most; tells how many. */
  removeExpired(now: number, limit: number): Promise<number>
}
