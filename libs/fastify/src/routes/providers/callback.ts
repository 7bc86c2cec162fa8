import { authPaths, type ProviderProblem } from '@coatcheck/contract'
import type { RoundTripRecord } from '@coatcheck/stores'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from '../../providers/provider.ts'
import { secretsOf } from '../../providers/round-trip-secrets.ts'
import type { AuthRoutes, RouteServices } from '../auth-routes.ts'
import { arriveInside } from './arrive-inside.ts'
import { type Failure, leadTo, problemPage, problemPages, toProblem, withoutQuery } from './lead-to-page.ts'
import { logInWithProvider } from './log-in-with-provider.ts'
import { ProviderIdSchema } from './start.ts'

/** A round trip that is over, and the token by which it was known. */
interface Ended {
  trip: RoundTripRecord
  token: string
}

/**
 * `GET /auth/providers/:id/callback`: the way back. It counts for the browser that left, for the provider that it left
 * for, and once; then for what it left for. Leads to a page of the app, whatever comes of it.
 */
export const callbackRoute: AuthRoutes = (app, services) => {
  const { providers } = services
  const options = {
    schema: { params: ProviderIdSchema },
    config: { auth: 'public', coatcheckDeadlineMs: services.providerDeadlineMs + services.deadlineMs },
    errorHandler: problemPages(services),
    exposeHeadRoute: false,
    logSerializers: withoutQuery,
  } as const
  app.get(`${authPaths.providers}/:id/callback`, options, async (request, reply) => {
    const provider = providers.find(request.params.id)
    const outcome = await comeBack(request, reply, provider, services)
    const page = typeof outcome === 'string' ? outcome : problemPage(request, outcome, services)
    return leadTo(reply, provider?.config.kind === 'facebook' ? withFragment(page) : page)
  })
}

/** Where it leads to, or what came of it instead. */
async function comeBack(
  request: FastifyRequest,
  reply: FastifyReply,
  provider: Provider | null,
  services: RouteServices,
): Promise<string | Failure> {
  const known = provider === null ? {} : { provider: provider.config.id }
  const ended = await endRoundTrip(request, reply, services)
  if (typeof ended === 'string') return { problem: 'expired', why: ended, ...known }
  const { trip } = ended
  const whereabouts = { ...known, returnUrl: trip.returnUrl, isInside: trip.purpose !== 'login' }
  if (provider?.config.id !== trip.provider) {
    return { problem: 'rejected', why: `The browser left for ${trip.provider}`, ...whereabouts }
  }
  const failure = await arrive(request, reply, { ...ended, provider }, services)
  return failure === null ? trip.returnUrl : { ...failure, ...whereabouts }
}

/** Finds what this browser left for and ends it, before anything else is believed; or says why there is nothing. */
async function endRoundTrip(
  request: FastifyRequest,
  reply: FastifyReply,
  { roundTrips, roundTripCookie }: RouteServices,
): Promise<Ended | string> {
  const { state } = request.query as { state?: unknown }
  const token = roundTrips.findToken(roundTripCookie.tokens(request), state)
  if (token === null) return 'The state is not that of this browser'
  const trip = await roundTrips.take(token)
  roundTripCookie.remove(request, reply, token)
  return trip === null ? 'It was used already, or it took too long' : { trip, token }
}

async function arrive(
  request: FastifyRequest,
  reply: FastifyReply,
  { trip, token, provider }: Ended & { provider: Provider },
  services: RouteServices,
): Promise<{ problem: ProviderProblem; why?: string } | null> {
  const callback = new URL(request.url, services.returnPages.home)
  const arrival = { ...secretsOf(token), reauthenticates: trip.purpose === 'reauthenticate', beganAt: trip.beganAt }
  const vouch = () => provider.arrive(callback, arrival)
  try {
    const problem =
      trip.purpose === 'login'
        ? await logInWithProvider(request, reply, { trip, provider, vouching: await vouch() }, services)
        : await arriveInside(request, reply, { trip, vouch }, services)
    return problem === null ? null : { problem }
  } catch (error) {
    return toProblem(error, request)
  }
}

/** Facebook ends its URLs in `#_=_`, and a browser takes that along unless it is told of another fragment. */
function withFragment(page: string): string {
  return page.includes('#') ? page : `${page}#`
}
