import type { Profile, ProfilePatch } from '@coatcheck/contract'

/** What must be known about a user; the rest of the profile has sensible defaults. */
export type ProfileInput = Pick<Profile, 'id' | 'name' | 'email' | 'createdAt'> & Partial<Profile>

/** A person who registers, or who comes through a provider for the first time. */
export interface NewUser {
  /** Empty when a provider told none. */
  name: string
  /** The address as it was typed: mail goes there. Null when a provider told none, and never otherwise. */
  email: string | null
  /** The form in which addresses are compared; it must be unique among your users. Null together with `email`. */
  emailCanonical: string | null
  /** True when a provider that can know it says that the address is the person's. */
  emailVerified: boolean
}

/** What changes of a user. */
export type UserChange = ProfilePatch & {
  /** Together with `email`: the form in which addresses are compared. */
  emailCanonical?: string
}

/**
 * The host's users, for an app that has a table of its own. Ids are strings. A verb that is absent removes
 * its endpoint: without `create` there is no `POST /auth/register`, without `update` no `PATCH /auth/me`, without
 * `delete` no `DELETE /auth/me`. A verb that rejects is an outage (503).
 *
 * @example
 * const users: Users<Customer> = {
 *   findById: (id) => customers.get(id),
 *   findByEmail: (email) => customers.withEmail(email),
 *   toProfile: (customer) => ({ id: customer.number, name: customer.fullName, email: customer.email,
 *                               createdAt: customer.since.toISOString() }),
 * }
 */
export interface Users<U> {
  /**
   * Finds a user. `id` may be any text, since whoever is logged in may ask for the picture of whomever: to reject what is
   * no id of yours, as a database does with letters for a number, would be an outage.
   */
  findById(id: string): Promise<U | null | undefined>
  /** Finds the one user whose address, in the form in which addresses are compared, is this. */
  findByEmail(emailCanonical: string): Promise<U | null | undefined>
  toProfile(user: U): ProfileInput
  /**
   * Keeps a new user, or says that the address is taken, also when two ask at the same time. Never return a user who is
   * there already, as an upsert would: whoever asks would have that account (FC-27). Whoever comes through a
   * provider that tells no address may be refused with `email_required`.
   */
  create?(user: NewUser): Promise<{ created: U } | 'email_taken' | 'email_required'>
  /**
   * Changes a user and returns the new state, or null when there is no such user. An address comes here for a user who has
   * none, if `requiredProfile` names it; it is not verified, and may turn out to be taken.
   */
  update?(id: string, patch: UserChange): Promise<U | 'email_taken' | null>
  /** Deletes a user who asks for it; also undoes `create` when the password of the new user could not be kept. */
  delete?(id: string): Promise<void>
}
