import type { ProviderProblem } from '@coatcheck/contract'
import type { IdentityStore, SessionRecord } from '@coatcheck/stores'
import type { ProviderPictures } from '../avatar/provider-pictures.ts'
import type { Vouching } from '../providers/provider.ts'
import type { Clock } from '../sessions/clock.ts'
import { createIdentity } from './create-identity.ts'

export interface LinkIdentityServices {
  identities: IdentityStore
  clock: Clock
  /** Null in an app without pictures. */
  providerPictures: ProviderPictures | null
}

/**
 * Links somebody whom a provider vouches for to the user of a session, if that still lives when it happens. Null when it
 * is done, also when it was done before.
 */
export async function linkIdentity(
  vouching: Vouching,
  { userId, id: sessionId }: Pick<SessionRecord, 'userId' | 'id'>,
  { identities, clock, providerPictures }: LinkIdentityServices,
): Promise<ProviderProblem | null> {
  const details = await vouching.details()
  const now = clock()
  const identity = createIdentity({ vouching, details, userId }, now)
  const outcome = await identities.link(identity, { sessionId, at: now })
  if (outcome === 'linked') {
    void providerPictures?.fetch(userId, identity.picture)
    return null
  }
  if (outcome === 'session_ended') return 'session_ended'
  const taken = await identities.find(vouching.issuer, vouching.subject)
  return taken?.userId === userId ? null : 'identity_taken'
}
