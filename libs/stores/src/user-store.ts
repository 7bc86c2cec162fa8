/** One user as our own table keeps it. Times are milliseconds since 1970, UTC. */
export interface UserRecord {
  /** `usr_…` */
  id: string
  name: string
  /** The address as it was typed, or null. */
  email: string | null
  /** The one form in which addresses are compared; unique among all users. */
  emailCanonical: string | null
  emailVerified: boolean
  roles: string[]
  locale: string
  createdAt: number
  /** Grows by one with every change. */
  version: number
}

/** Keeps users, for hosts that have no table of their own. */
export interface UserStore {
  findById(id: string): Promise<UserRecord | null>
  findByEmail(emailCanonical: string): Promise<UserRecord | null>
  /**
   * Keeps a new user together with the hash of the password: both or, whatever happens in between,
   * neither. `email_taken` when another user has the address, also when two ask at the same time.
   */
  create(user: UserRecord, passwordHash: string): Promise<'created' | 'email_taken'>
}
