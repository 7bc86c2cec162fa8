import type { Profile, ProfilePatch } from '@coatcheck/contract'
import type { EmailAddress, EndedSession, Ending, IdentityRecord } from '@coatcheck/stores'
import type { NewUser } from './users.ts'

/** How a new user came out. */
type Creation = { created: Profile } | 'email_taken'

/** How the new user of a provider came out. */
export type FirstLogin = Creation | 'email_required' | 'identity_taken'

/**
 * The users as the rest of the plugin sees them, whoever keeps them: our own table ({@link ownPeople})
 * or the host's ({@link theirPeople}).
 */
export interface People {
  findById(id: string): Promise<Profile | null>
  findByEmail(emailCanonical: string): Promise<Profile | null>
  /** Absent when the host does not let people register. */
  create?(user: NewUser, passwordHash: string): Promise<Creation>
  /** Creates a user with no password and a first identity. Absent when the host does not let people register. */
  createWithIdentity?(user: NewUser, identityOf: (userId: string) => IdentityRecord): Promise<FirstLogin>
  /** Absent when the host does not let people change their name or language. Null when the user is gone. */
  update?(id: string, patch: ProfilePatch): Promise<Profile | null>
  /** Adds the address of a user who has none. Absent together with `update`. */
  addEmail?(id: string, address: EmailAddress): Promise<Profile | 'email_taken' | null>
  /**
   * Deletes a user with all that is ours: password, identities, picture, sessions, known devices. Absent when the host does not let
   * people delete themselves. Tells which sessions ended.
   */
  delete?(id: string, ending: Ending): Promise<EndedSession[]>
}
