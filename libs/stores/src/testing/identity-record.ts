import { randomUUID } from 'node:crypto'
import type { IdentityRecord } from '../identity-store.ts'
import type { ProviderLogin, ProviderLogout } from '../provider-login-store.ts'
import type { RoundTripRecord } from '../round-trip-store.ts'
import type { SessionRecord } from '../session-store.ts'
import { minute, noon, tokenHash } from './session-record.ts'

export const google = 'https://accounts.google.com'

/** An identity of Ada's at a provider. */
export function identityRecord(fields: Partial<IdentityRecord> = {}): IdentityRecord {
  return {
    id: `idn_${randomUUID()}`,
    issuer: google,
    subject: randomUUID(),
    userId: 'usr_ada',
    name: 'Ada Lovelace',
    email: 'ada@example.org',
    picture: 'https://lh3.googleusercontent.com/ada',
    createdAt: noon,
    lastUsedAt: noon,
    ...fields,
  }
}

/** A login of a session with an identity. */
export function providerLogin(
  session: SessionRecord,
  identity: IdentityRecord,
  fields: Partial<ProviderLogin> = {},
): ProviderLogin {
  const { issuer, subject } = identity
  const { id: sessionId, userId, absoluteExpiresAt: expiresAt } = session
  return { sessionId, userId, issuer, subject, sid: null, issuedAt: noon, expiresAt, ...fields }
}

/** A provider's word that somebody is logged out there; who it is, the fields say. */
export function providerLogout(fields: Partial<ProviderLogout> = {}): ProviderLogout {
  const about = { issuer: google, subject: null, sid: null }
  return { ...about, id: randomUUID(), issuedAt: noon, forgetAt: noon + 15 * minute, ...fields }
}

/** A browser on its way to Google to log in. */
export function roundTrip(fields: Partial<RoundTripRecord> = {}): RoundTripRecord {
  return {
    tokenHash: tokenHash(),
    provider: 'google',
    purpose: 'login',
    returnUrl: '/',
    persistent: false,
    userId: null,
    sessionId: null,
    beganAt: noon,
    expiresAt: noon + 10 * minute,
    ...fields,
  }
}
