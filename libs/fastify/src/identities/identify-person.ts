import type { ProviderProblem } from '@coatcheck/contract'
import type { IdentityRecord, IdentityStore } from '@coatcheck/stores'
import type { Limiter } from '../limits/limiter.ts'
import { isRefusal } from '../problem/refusal.ts'
import type { Details, Vouching } from '../providers/provider.ts'
import type { Clock } from '../sessions/clock.ts'
import { canonicalEmail } from '../users/email-address.ts'
import type { FirstLogin, People } from '../users/people.ts'
import { createIdentity } from './create-identity.ts'

export interface IdentifyPersonServices {
  identities: IdentityStore
  people: People
  limiter: Limiter
  clock: Clock
  warn: (details: object, message: string) => void
}

/**
 * Finds the user of somebody whom a provider vouches for, by issuer and subject alone, and makes one when there is
 * none. An address leads to nobody (FC-27): one that belongs to an account already makes no second one and opens none.
 */
export async function identifyPerson(
  vouching: Vouching,
  visitor: { address: string },
  services: IdentifyPersonServices,
): Promise<IdentityRecord | ProviderProblem> {
  const { identities } = services
  const known = await identities.find(vouching.issuer, vouching.subject)
  if (known !== null) return refreshed(known, vouching, services)
  const outcome = await createUser(vouching, visitor, services)
  // Whoever was first in another tab, or on another node, may be the same person.
  const created = await identities.find(vouching.issuer, vouching.subject)
  if (created !== null) return created
  // It was there, and is gone: unlinked in between.
  return typeof outcome === 'object' || outcome === 'identity_taken' ? 'unavailable' : outcome
}

async function createUser(
  vouching: Vouching,
  { address }: { address: string },
  { people, limiter, clock }: IdentifyPersonServices,
): Promise<FirstLogin | 'registration_closed' | 'too_many_requests'> {
  const create = people.createWithIdentity?.bind(people)
  if (create === undefined) return 'registration_closed'
  const details = await vouching.details()
  const emailCanonical = details.email === null ? null : canonicalEmail(details.email)
  const account = `${vouching.issuer} ${vouching.subject}`
  const outcome = await limiter.register({ account, address }, async () => {
    if (emailCanonical !== null && (await people.findByEmail(emailCanonical)) !== null) return 'email_taken'
    const { email, emailVerified } = details
    const user = { name: details.name ?? '', email, emailCanonical, emailVerified }
    return create(user, (userId) => createIdentity({ vouching, details, userId }, clock()))
  })
  return isRefusal(outcome) ? 'too_many_requests' : outcome
}

/** Keeps what the provider says now. That it says nothing at the moment must keep nobody out who is known. */
async function refreshed(
  identity: IdentityRecord,
  vouching: Vouching,
  { identities, clock, warn }: IdentifyPersonServices,
): Promise<IdentityRecord> {
  const details: Pick<Details, 'name' | 'email' | 'picture'> = await vouching.details().catch((error: unknown) => {
    warn({ why: error instanceof Error ? error.message : null }, 'A provider does not say more about somebody it knows')
    return identity
  })
  const { name, email, picture } = details
  const news = { name, email, picture, lastUsedAt: clock() }
  await identities.refresh(identity.id, news)
  return { ...identity, ...news }
}
