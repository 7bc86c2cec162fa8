import type { ProviderProblem } from '@coatcheck/contract'
import type { RoundTripRecord } from '@coatcheck/stores'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { linkIdentity } from '../../identities/link-identity.ts'
import type { Vouching } from '../../providers/provider.ts'
import type { RouteServices } from '../auth-routes.ts'

/**
 * Ends a round trip that was begun from inside an account: links an identity, or takes it for a step-up. The same
 * person must still be logged in, in the same session (FC-7, FC-26). Null when it is done.
 */
export async function arriveInside(
  request: FastifyRequest,
  reply: FastifyReply,
  { trip, vouch }: { trip: RoundTripRecord; vouch: () => Promise<Vouching> },
  services: RouteServices,
): Promise<ProviderProblem | null> {
  const caller = await request.auth.identify()
  const isSame = caller.authenticated && caller.user.id === trip.userId && caller.session.id === trip.sessionId
  if (!isSame) return 'session_ended'
  const vouching = await vouch()
  if (trip.purpose === 'link') return linkIdentity(vouching, caller.session, services)
  const identity = await services.identities.find(vouching.issuer, vouching.subject)
  if (identity?.userId !== caller.user.id) return 'wrong_identity'
  await request.auth.rotate(reply, { reauthenticated: true })
  return null
}
