import type { Profile, ProfilePatch } from '@coatcheck/contract'
import { type Refusal } from '../problem/refusal.ts'
import { refuseField } from '../problem/refuse-field.ts'
import type { People } from './people.ts'
import { findNameProblem, normalizeName } from './user-name.ts'

/** Changes what a user may change, or says which field is in the way; null when the user is gone. */
export async function changeProfile(
  id: string,
  { name: typedName, locale: typedLocale }: ProfilePatch,
  update: NonNullable<People['update']>,
): Promise<Profile | Refusal | null> {
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
  return update(id, patch)
}

/** The one way to write a language tag (BCP 47), or null. */
function canonicalLocale(text: string): string | null {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null
  } catch {
    return null
  }
}
