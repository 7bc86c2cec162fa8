import type { Profile } from './profile'

/** The version changes whenever any other field does, so a fresh copy of the same profile is no change. */
export function isSameProfile(before: Profile | null, after: Profile | null): boolean {
  return before?.id === after?.id && before?.version === after?.version
}
