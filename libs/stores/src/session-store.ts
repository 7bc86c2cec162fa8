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
  /** What the host's handlers keep in `request.session`. JSON values only. */
  data: Record<string, unknown>
}

/** What a store knows about a token hash; null stands for "never heard of it, or forgotten since". */
export type FoundSession =
  /** The record exists. Whether it has expired is for the caller to say: the store keeps no clock. */
  | { state: 'kept'; session: SessionRecord }
  /** It was ended on purpose; whether that is too long ago to tell the reason is for the caller to say. */
  | { state: 'ended'; reason: string; endedAt: number }
  /** Something is there that no version of this library wrote. It opens nothing. */
  | { state: 'unreadable'; problem: string }
  | null

/** What may change while a session lives. A field that is absent stays as it is. */
export interface SessionChange {
  lastSeenAt?: number
  idleExpiresAt?: number
  /** The changed top-level keys only; `undefined` removes a key. Other keys keep what others wrote. */
  data?: Record<string, unknown>
}

/**
 * Keeps sessions. Every verb either does what it says or rejects with {@link StoreUnavailable};
 * `now` is the caller's clock in milliseconds, so that one clock rules over all stores.
 */
export interface SessionStore {
  /** Keeps a new session. */
  create(session: SessionRecord): Promise<void>
  /** Finds the session of a token hash. Reading changes nothing. */
  find(tokenHash: string): Promise<FoundSession>
  /**
   * Changes a session that is still alive, and only then: one that was ended or has expired meanwhile
   * stays dead, however slow the request was that wanted to change it. Tells whether it was changed.
   */
  update(tokenHash: string, change: SessionChange, now: number): Promise<boolean>
  /**
   * Ends a session for ever. The record is gone and the reason is kept until `forgetAt`; once this
   * has resolved nothing brings the session back. Tells whether there was one to end.
   */
  end(tokenHash: string, reason: string, now: number, forgetAt: number): Promise<boolean>
}
