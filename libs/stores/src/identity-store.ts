import type { EndedSession, Ending } from './session-store.ts'
import type { UserRecord } from './user-store.ts'

/** A person at a provider, and the user who logs in as that person. Issuer and subject together belong to one user. */
export interface IdentityRecord {
  /** `idn_…` */
  id: string
  /** Who vouches, such as `https://accounts.google.com`. */
  issuer: string
  /** Whom the issuer vouches for: never an address, since those change hands. */
  subject: string
  userId: string
  /** What the provider said the last time, for people to recognise it by. No identity is ever found by these. */
  name: string | null
  email: string | null
  /** Where the provider keeps the picture. Nobody's browser is sent there. */
  picture: string | null
  /** Milliseconds since 1970, UTC. */
  createdAt: number
  lastUsedAt: number
}

/** What a provider says anew at a login. */
export type IdentityNews = Pick<IdentityRecord, 'name' | 'email' | 'picture' | 'lastUsedAt'>

/** Whoever links must still be logged in when it happens, by this session. */
export interface IdentityHolder {
  sessionId: string
  at: number
}

/** What is seen to in the same breath in which an identity is unlinked. */
export interface UnlinkTerms {
  /** The issuers by which people can log in: an identity of another one is no way in. */
  usableIssuers: readonly string[]
  /** Sessions that began with the identity end like this, but for this one. */
  exceptSessionId: string
  ending: Ending
}

/** How it came out. Unless it is `unlinked`, nothing has happened. */
export interface UnlinkOutcome {
  outcome: 'unlinked' | 'last_login_method' | 'not_found'
  ended: EndedSession[]
}

/** Keeps identities apart from the users, since the users may be somebody else's. */
export interface IdentityStore {
  find(issuer: string, subject: string): Promise<IdentityRecord | null>
  /** A user's identities, the oldest first. */
  list(userId: string): Promise<IdentityRecord[]>
  /**
   * Keeps a new user who has no password together with the first identity: both or, whatever happens in between,
   * neither, also when two ask at the same time.
   */
  register(user: UserRecord, identity: IdentityRecord): Promise<'created' | 'email_taken' | 'identity_taken'>
  /**
   * Links an identity to a user who exists already. `identity_taken` when it is linked, to whomever; `session_ended`
   * when the holder's session is over by then or is not this user's. Without a holder nobody is asked.
   */
  link(identity: IdentityRecord, holder: IdentityHolder | null): Promise<'linked' | 'identity_taken' | 'session_ended'>
  /**
   * Unlinks one of a user's identities and ends the sessions that began with it, unless the user would have no way in
   * any more: a password, or another usable identity. Of two that are unlinked at once one stays.
   */
  unlink(which: Pick<IdentityRecord, 'userId' | 'id'>, terms: UnlinkTerms): Promise<UnlinkOutcome>
  /** Keeps what the provider said at a login. An identity that is gone stays gone. */
  refresh(id: string, news: IdentityNews): Promise<void>
  /** Forgets all identities of a user. */
  forgetUser(userId: string): Promise<void>
}
