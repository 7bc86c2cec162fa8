/**
 * One session as a store keeps it. All times are milliseconds since 1970, UTC.
 * The session token itself is never here: `tokenHash` is its SHA-256 in base64url.
 */
export interface SessionRecord {
  tokenHash: string
  /** The public id (`ses_…`): it survives a change of the token and opens nothing. */
  id: string
  userId: string
  createdAt: number
  authenticatedAt: number
  /** When the user last proved who they are again (step-up), or null. */
  reauthenticatedAt: number | null
  lastSeenAt: number
  idleExpiresAt: number
  absoluteExpiresAt: number
  /** True when the cookie outlives the browser ("remember me"). */
  persistent: boolean
  /** How the user logged in, such as `password`. */
  methods: string[]
  /** The address of the last activity that was written, or null. */
  ip: string | null
  /** What the browser called itself then, cut short; or null. */
  userAgent: string | null
  /** What the host's handlers keep in `request.session`. JSON values only. */
  data: Record<string, unknown>
}

/** What a store knows about a token hash; null stands for "never heard of it, or forgotten since". */
export type FoundSession =
  /** The record exists. Whether it has expired is for the caller to say: the store keeps no clock. */
  | { state: 'kept'; session: SessionRecord }
  /**
   * The token was ended on purpose; whether that is too long ago to tell the reason is for the caller to say.
   * With the reason {@link rotated} the session may live on under another token.
   */
  | { state: 'ended'; reason: string; endedAt: number }
  /** Something is there that no version of this library wrote. It opens nothing. */
  | { state: 'unreadable'; problem: string }
  | null

/** The reason that a store keeps for a token whose session went on under a new one. */
export const rotated = 'rotated'

/** What may change while a session lives. A field that is absent stays as it is. */
export interface SessionChange {
  lastSeenAt?: number
  idleExpiresAt?: number
  ip?: string | null
  userAgent?: string | null
  /** The changed top-level keys only; `undefined` removes a key. Other keys keep what others wrote. */
  data?: Record<string, unknown>
}

/** Why and when something ends. */
export interface Ending {
  reason: string
  /** Now, in milliseconds. */
  at: number
  /** The earliest moment to forget the reason; that it ended is known until the session could no longer be alive. */
  forgetAt: number
}

/** What is seen to in the same breath in which a session is created. */
export interface CreationTerms {
  /** The sessions of these tokens end: the browser had them before. */
  replaced: { tokenHashes: readonly string[]; ending: Ending }
  /** With so many live sessions of the user the oldest ones end, or, without an `ending`, nothing is created. */
  limit: { most: number; ending: Ending | null }
}

/** Which sessions end. */
export type SessionSelection =
  /** Those that these tokens open, or opened before their session went on under a new token. */
  | { tokenHashes: readonly string[] }
  /** The one with this public id, if it is this user's. */
  | { userId: string; id: string }
  /** All of a user's, but for the one with this public id. */
  | { userId: string; exceptId: string | null }

/** A session that has just been ended. */
export interface EndedSession {
  id: string
  userId: string
  reason: string
}

/** How a session goes on under a new token. */
export interface Rotation {
  tokenHash: string
  /** The old token is dead from here on. */
  at: number
  /** Null leaves it as it is. */
  reauthenticatedAt: number | null
  /** The earliest moment to forget the old token. */
  forgetAt: number
}

/**
 * Keeps sessions. Every verb either does what it says or rejects with {@link StoreUnavailable};
 * `now` and `at` are the caller's clock in milliseconds, so that one clock rules over all stores.
 */
export interface SessionStore {
  /** Keeps a new session, on terms that hold also when several are created at once. */
  create(session: SessionRecord, terms: CreationTerms): Promise<{ created: boolean; ended: EndedSession[] }>
  /** Finds the session of a token hash. Reading changes nothing. */
  find(tokenHash: string): Promise<FoundSession>
  /** A user's sessions that are kept, in no order, expired ones among them. What is unreadable is left out. */
  list(userId: string): Promise<SessionRecord[]>
  /**
   * Changes the session with a public id if it is still alive, and only then: one that was ended or has expired
   * meanwhile stays dead, however slow the request was that wanted to change it. Tells whether it was changed.
   */
  update(id: string, change: SessionChange, now: number): Promise<boolean>
  /** Gives a live session a new token; the old one opens nothing from then on. Tells whether it was alive. */
  rotate(tokenHash: string, rotation: Rotation): Promise<boolean>
  /**
   * Ends sessions for ever. The records are gone and the reason is kept; once this has resolved nothing brings
   * them back. Tells which ones there were to end.
   */
  end(which: SessionSelection, ending: Ending): Promise<EndedSession[]>
  /**
   * Removes some sessions that expired before a moment and some endings that may be forgotten `now`, `limit` of
   * each at the most, so that a million of them never stops the world. Tells how many.
   */
  removeExpired(expiredBefore: number, now: number, limit: number): Promise<number>
}
