import type { Profile } from '@coatcheck/contract'
import { hash } from 'node:crypto'
import { initialsOf } from './initials.ts'
import type { ProfileInput } from './users.ts'

/**
 * Fills in what a host did not say. Without a version of its own, one is derived from the content. Throws when
 * the roles are no list: a guard must never find `admin` within the text `not-admin`.
 */
export function completeProfile(input: ProfileInput): Profile {
  const given = Object.fromEntries(
    Object.entries(input as Record<string, unknown>).filter(([, value]) => value !== undefined),
  ) as ProfileInput
  const profile = {
    emailVerified: false,
    picture: null,
    initials: initialsOf(input.name),
    roles: ['user'],
    locale: 'en',
    ...given,
  }
  if (!Array.isArray(profile.roles)) throw new TypeError('toProfile: roles must be an array of strings')
  return { ...profile, version: input.version ?? hash('sha256', JSON.stringify(profile), 'base64url').slice(0, 12) }
}
