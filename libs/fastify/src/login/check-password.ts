import type { Login, Profile } from '@coatcheck/contract'
import type { PasswordStore } from '@coatcheck/stores'
import { accountKey } from '../limits/account-key.ts'
import type { Limiting } from '../limits/create-limiting.ts'
import type { Visitor } from '../limits/visitor.ts'
import type { PasswordHasher } from '../passwords/password-hasher.ts'
import { type Refusal, refuse } from '../problem/refusal.ts'
import { canonicalEmail } from '../users/email-address.ts'
import type { People } from '../users/people.ts'

/** Who it is, and how to ask later whether the password has been changed meanwhile. */
export interface ProvenLogin {
  user: Profile
  stillProven: () => Promise<boolean>
}

export interface CheckPasswordServices extends Limiting {
  people: People
  passwords: PasswordStore
  hasher: PasswordHasher
}

/**
 * Tells who has this address and password. A wrong password, an unknown account, an account without a
 * password and text that is no address get the same answer after the same work (FC-39, ASVS 6.3.8), and after as
 * many tries none of them gets any work at all.
 */
export async function checkPassword(
  login: Login,
  visitor: Visitor,
  services: CheckPasswordServices,
): Promise<ProvenLogin | Refusal> {
  return services.hasher.withPlace(() => checkInPlace(login, visitor, services))
}

async function checkInPlace(
  { email, password }: Login,
  visitor: Visitor,
  { people, passwords, hasher, limiter, devices }: CheckPasswordServices,
): Promise<ProvenLogin | Refusal> {
  const canonical = canonicalEmail(email)
  const user = canonical === null ? null : await people.findByEmail(canonical)
  const knownDevice = (await devices?.find(visitor.deviceTokens, user?.id ?? '')) ?? null
  // A host may find one user under many spellings of an address; they share the tries.
  const account = accountKey(user?.email ?? email)
  return limiter.logIn({ account, address: visitor.address, knownDevice }, async () => {
    // Asked for nobody too: with a store on the network the question takes longer than the answer.
    const passwordHash = await passwords.find(user?.id ?? '')
    const matches = await hasher.verify(passwordHash, password)
    if (!matches || user === null) return refuse('invalid_credentials')
    return { user, stillProven: async () => (await passwords.find(user.id)) === passwordHash }
  })
}
