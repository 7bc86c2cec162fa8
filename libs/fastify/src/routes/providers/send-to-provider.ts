import type { ProviderLocation } from '@coatcheck/contract'
import type { RoundTripRecord } from '@coatcheck/stores'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { addressKey } from '../../limits/address-key.ts'
import { isRefusal } from '../../problem/refusal.ts'
import { sendProblem } from '../../problem/send-problem.ts'
import { Unavailable } from '../../problem/unavailable.ts'
import type { Provider } from '../../providers/provider.ts'
import { ProviderFailure } from '../../providers/provider-failure.ts'
import type { RouteServices } from '../auth-routes.ts'

export interface InsideWish {
  provider: Provider
  purpose: Exclude<RoundTripRecord['purpose'], 'login'>
  returnUrl: string | undefined
}

/** Begins a round trip from inside an account, for a page that asks in the background and then leads there itself. */
export async function sendToProvider(
  request: FastifyRequest,
  reply: FastifyReply,
  { provider, purpose, returnUrl }: InsideWish,
  { roundTrips, roundTripCookie, returnPages, limiter }: RouteServices,
): Promise<ProviderLocation | FastifyReply> {
  const wish = { purpose, returnUrl: returnPages.safe(returnUrl), session: request.auth.requireSession() }
  const left = await limiter
    .leaveForProvider(addressKey(request.ip), () => roundTrips.begin(provider, wish))
    .catch((error: unknown) => {
      if (!(error instanceof ProviderFailure)) throw error
      throw new Unavailable(`The provider ${provider.config.id} is in trouble: ${error.message}`)
    })
  if (isRefusal(left)) return sendProblem(reply, left)
  roundTripCookie.add(request, reply, left.token)
  return { location: left.location }
}
