/** A browser that is on its way to a provider and back. Times are milliseconds since 1970, UTC. */
export interface RoundTripRecord {
  /** The SHA-256 of the token that the browser has in a cookie of its own for this; the token itself is never here. */
  tokenHash: string
  /** The id of the provider that it was sent to; it counts for no other. */
  provider: string
  purpose: 'login' | 'link' | 'reauthenticate'
  /** The path to open afterwards. */
  returnUrl: string
  /** "Remember me". */
  persistent: boolean
  /** Who began it and in which session, when it was begun from inside; otherwise null. */
  userId: string | null
  sessionId: string | null
  beganAt: number
  expiresAt: number
}

/** Keeps round trips, each of which ends once. */
export interface RoundTripStore {
  begin(trip: RoundTripRecord): Promise<void>
  /** Hands out a round trip and forgets it: of many who ask at once one gets it. Null when it has expired. */
  take(tokenHash: string, now: number): Promise<RoundTripRecord | null>
  /** Removes some that have expired, `limit` at the most; tells how many. */
  removeExpired(now: number, limit: number): Promise<number>
}
