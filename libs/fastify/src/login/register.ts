import type { Profile, Register } from '@coatcheck/contract'
import { accountKey } from '../limits/account-key.ts'
import type { Limiter } from '../limits/limiter.ts'
import type { Visitor } from '../limits/visitor.ts'
import type { PasswordHasher } from '../passwords/password-hasher.ts'
import { refuseWeakPassword } from '../passwords/password-policy.ts'
import { type Refusal, refuse } from '../problem/refusal.ts'
import { refuseField } from '../problem/refuse-field.ts'
import { canonicalEmail } from '../users/email-address.ts'
import type { People } from '../users/people.ts'
import { findNameProblem, normalizeName } from '../users/user-name.ts'

export interface RegisterServices {
  people: People
  hasher: PasswordHasher
  limiter: Limiter
}

/** Makes a user of a person, or says which field is in the way. What is wrong with a form costs no try. */
export async function register(
  { name: typedName, email, password }: Register,
  { address }: Pick<Visitor, 'address'>,
  { people, hasher, limiter }: RegisterServices,
): Promise<Profile | Refusal> {
  const name = normalizeName(typedName)
  const nameProblem = findNameProblem(name)
  if (nameProblem !== null) return refuseField('/name', nameProblem)
  const canonical = canonicalEmail(email)
  if (canonical === null) return refuseField('/email', 'is not an e-mail address')
  const weakness = await refuseWeakPassword(password, { name, email: canonical }, '/password')
  if (weakness !== null) return weakness
  const create = people.create?.bind(people)
  if (create === undefined) return refuse('not_found')
  const registerOnce = async () => {
    // Asked before the costly hash; that two register at the same time shows in `create`.
    if ((await people.findByEmail(canonical)) !== null) return refuse('email_taken', emailTaken)
    const outcome = await create(
      { name, email, emailCanonical: canonical, emailVerified: false },
      await hasher.hash(password),
    )
    return outcome === 'email_taken' ? refuse('email_taken', emailTaken) : outcome.created
  }
  return hasher.withPlace(() => limiter.register({ account: accountKey(canonical), address }, registerOnce))
}

const emailTaken = {
  detail: 'Log in with this address, or use another one.',
  errors: [{ pointer: '/email', message: 'belongs to an account already' }],
}
