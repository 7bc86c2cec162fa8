import type { Profile } from '@coatcheck/contract'
import { hash } from 'node:crypto'
import { initialsOf } from './initials.ts'
import type { ProfileInput } from './users.ts'

/** Fills in what a host did not say. Without a version of its own, one is derived from the content. */
export function completeProfile(input: ProfileInput): Profile {
  const profile = {
    emailVerified: false,
    picture: null,
    initials: initialsOf(input.name),
    roles: ['user'],
    locale: 'en',
    ...input,
  }
  return { ...profile, version: input.version ?? hash('sha256', JSON.stringify(profile), 'base64url').slice(0, 12) }
}
