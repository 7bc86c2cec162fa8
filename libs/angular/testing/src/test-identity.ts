import type { Identity } from '@coatcheck/angular'

/** A complete identity for tests; say only what matters. */
export function testIdentity(fields: Partial<Identity> = {}): Identity {
  return {
    id: 'idn_google',
    provider: 'google',
    label: 'Google',
    icon: 'google',
    name: 'Ada Lovelace',
    email: 'ada@example.org',
    confirms: true,
    linkedAt: '2026-01-01T00:00:00.000Z',
    lastUsedAt: '2026-01-01T00:00:00.000Z',
    ...fields,
  }
}
