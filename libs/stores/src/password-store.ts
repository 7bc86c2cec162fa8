import type { EndedSession, Ending } from './session-store.ts'

/** A new password in place of one that was proven, with the revocations that belong to it. */
export interface PasswordChange {
  userId: string
  /** The hash that the current password was checked with; another change meanwhile makes this one `stale`. */
  from: string
  to: string
  /** The session that asks: it goes on under a new token, if it is still alive and this user's. */
  keeps: { tokenHash: string; newTokenHash: string }
  /** All other sessions of the user end like this. */
  ending: Ending
}

/** How it came out. Unless it is `changed`, nothing has happened. */
export type PasswordChangeOutcome = { outcome: 'changed' | 'stale' | 'session_ended'; ended: EndedSession[] }

/**
 * Keeps password hashes apart from the users, since the users may be somebody else's.
 * The hashes are PHC strings: they carry their own parameters.
 */
export interface PasswordStore {
  /** The hash of a user's password, or null for a user who has none. */
  find(userId: string): Promise<string | null>
  /** Keeps a hash in place of the one before. */
  set(userId: string, passwordHash: string, now: number): Promise<void>
  /** Changes a password and ends the user's other sessions: all of it or, whatever happens in between, nothing. */
  change(change: PasswordChange): Promise<PasswordChangeOutcome>
  /** Forgets a password. Without one there is nothing to do. */
  remove(userId: string): Promise<void>
}
