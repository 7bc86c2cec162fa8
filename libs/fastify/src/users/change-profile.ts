import type { Profile, ProfilePatch } from '@coatcheck/contract'
import type { EmailAddress } from '@coatcheck/stores'
import { isRefusal, type Refusal, refuse } from '../problem/refusal.ts'
import { refuseField } from '../problem/refuse-field.ts'
import { canonicalEmail } from './email-address.ts'
import type { RequiredField } from './missing-fields.ts'
import type { People } from './people.ts'
import { findNameProblem, normalizeName } from './user-name.ts'

export interface ChangeProfileServices {
  update: NonNullable<People['update']>
  /** Absent when nobody may add an address. */
  addEmail: ((id: string, address: EmailAddress) => Promise<Profile | Refusal | 'email_taken' | null>) | undefined
}

/** Changes what a user may change, or says which field is in the way; null when the user is gone. */
export async function changeProfile(
  { id, missing }: { id: string; missing: readonly RequiredField[] },
  { email, ...typed }: ProfilePatch,
  { update, addEmail }: ChangeProfileServices,
): Promise<Profile | Refusal | null> {
  const patch = toPatch(typed)
  if (isRefusal(patch)) return patch
  if (email === undefined) return update(id, patch)
  // An address that is there changes in another way: whoever has it must hear of it.
  if (!missing.includes('email') || addEmail === undefined) return refuseField('/email', 'cannot be changed here')
  const emailCanonical = canonicalEmail(email)
  if (emailCanonical === null) return refuseField('/email', 'is not an e-mail address')
  const completed = await addEmail(id, { email, emailCanonical })
  if (completed === 'email_taken') return refuse('email_taken', emailTaken)
  if (isRefusal(completed)) return completed
  return completed === null || Object.keys(patch).length === 0 ? completed : update(id, patch)
}

const emailTaken = {
  detail: 'Use another address; or log in to the account that has this one, and link your other way in from there.',
  errors: [{ pointer: '/email', message: 'belongs to an account already' }],
}

function toPatch({ name: typedName, locale: typedLocale }: Omit<ProfilePatch, 'email'>): ProfilePatch | Refusal {
  const patch: ProfilePatch = {}
  if (typedName !== undefined) {
    patch.name = normalizeName(typedName)
    const problem = findNameProblem(patch.name)
    if (problem !== null) return refuseField('/name', problem)
  }
  if (typedLocale !== undefined) {
    const locale = canonicalLocale(typedLocale)
    if (locale === null) return refuseField('/locale', 'is not a language tag such as en or de-CH')
    patch.locale = locale
  }
  return patch
}

/** The one way to write a language tag (BCP 47), or null. */
function canonicalLocale(text: string): string | null {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null
  } catch {
    return null
  }
}
