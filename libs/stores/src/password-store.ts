/**
 * Keeps password hashes apart from the users, since the users may be somebody else's.
 * The hashes are PHC strings: they carry their own parameters.
 */
export interface PasswordStore {
  /** The hash of a user's password, or null for a user who has none. */
  find(userId: string): Promise<string | null>
  /** Keeps a hash in place of the one before. */
  set(userId: string, passwordHash: string, now: number): Promise<void>
}
