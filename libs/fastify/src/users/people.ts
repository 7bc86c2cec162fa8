import type { Profile } from '@coatcheck/contract'
import type { NewUser } from './users.ts'

/** How a new user came out. */
type Creation = { created: Profile } | 'email_taken'

/**
 * The users as the rest of the plugin sees them, whoever keeps them: our own table ({@link ownPeople})
 * or the host's ({@link theirPeople}).
 */
export interface People {
  findById(id: string): Promise<Profile | null>
  findByEmail(emailCanonical: string): Promise<Profile | null>
  /** Absent when the host does not let people register. */
  create?(user: NewUser, passwordHash: string): Promise<Creation>
}
