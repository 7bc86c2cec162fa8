import type { IdentityRecord } from '@coatcheck/stores'
import type { Details, Vouching } from '../providers/provider.ts'
import { createPublicId } from '../sessions/session-token.ts'

/** The identity of somebody whom a provider vouches for, as it is linked to a user. */
export function createIdentity(
  { vouching, details, userId }: { vouching: Vouching; details: Details; userId: string },
  now: number,
): IdentityRecord {
  const { issuer, subject } = vouching
  const { name, email, picture } = details
  return { id: createPublicId('idn'), issuer, subject, userId, name, email, picture, createdAt: now, lastUsedAt: now }
}
