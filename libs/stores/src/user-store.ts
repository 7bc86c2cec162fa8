import type { EndedSession, Ending } from './session-store.ts'

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
  /** The version of the picture that is kept beside the user; null for none. `pictures.set` sees to it. */
  pictureVersion: string | null
  /** Grows by one with every change. */
  version: number
}

/** What a user may change; what is absent stays as it is. */
export interface UserPatch {
  name?: string
  locale?: string
}

/** An e-mail address. */
export interface EmailAddress {
  /** As it was typed. */
  email: string
  /** The one form in which addresses are compared. */
  emailCanonical: string
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
  /** Changes a user and counts the version on, if anything is different; null when there is no such user. */
  update(id: string, patch: UserPatch): Promise<UserRecord | null>
  /**
   * Keeps the address, not verified, of a user who has none, and counts the version on; an address that is there stays.
   * `email_taken` when another user has it, also when two ask at the same time; null when there is no such user.
   */
  addEmail(id: string, address: EmailAddress): Promise<UserRecord | 'email_taken' | null>
  /**
   * Deletes a user with password, identities, picture and known devices, and ends all sessions: all of it or nothing.
   * Tells which ended.
   */
  delete(id: string, ending: Ending): Promise<EndedSession[]>
}
