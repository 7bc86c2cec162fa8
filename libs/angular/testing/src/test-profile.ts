import type { Profile } from '@coatcheck/angular'

/** A complete profile for tests; say only what matters. */
export function testProfile(fields: Partial<Profile> = {}): Profile {
  return {
    id: 'usr_ada',
    name: 'Ada Lovelace',
    email: 'ada@example.org',
    emailVerified: true,
    picture: null,
    initials: 'AL',
    roles: ['user'],
    locale: 'en',
    createdAt: '2026-01-01T00:00:00.000Z',
    version: '1',
    ...fields,
  }
}
