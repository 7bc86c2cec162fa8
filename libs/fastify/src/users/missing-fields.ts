import type { Profile, ProfilePatch } from '@coatcheck/contract'

/** What an app may ask for once when no provider told it. */
export type RequiredField = 'name' | 'email'

/** The fields that a profile lacks, of those that the app wants to know. */
export function missingFields({ name, email }: Profile, required: readonly RequiredField[]): RequiredField[] {
  return required.filter((field) => (field === 'name' ? name === '' : email === null))
}

/** True for a patch that fills in what is missing and touches nothing else. */
export function isCompletion(patch: ProfilePatch, missing: readonly RequiredField[]): boolean {
  const fields = Object.keys(patch) as (keyof ProfilePatch)[]
  return fields.length > 0 && fields.every((field) => field !== 'locale' && missing.includes(field))
}
