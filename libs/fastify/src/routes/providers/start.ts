import { authPaths } from '@coatcheck/contract'
import { StartQuerySchema } from '@coatcheck/contract/schemas'
import Type from 'typebox'
import { addressKey } from '../../limits/address-key.ts'
import { isRefusal } from '../../problem/refusal.ts'
import type { AuthRoutes } from '../auth-routes.ts'
import { leadTo, leadToProblem, problemPages, toProblem, withoutQuery } from './lead-to-page.ts'

export const ProviderIdSchema = Type.Object({ id: Type.String({ maxLength: 32 }) })

/**
 * `GET /auth/providers/:id/start`: leads the browser to the provider, to log in. It answers pages of ours: a link on
 * somebody else's leads to the login page, for nobody is to be logged in without having asked for it.
 */
export const startRoute: AuthRoutes = (app, services) => {
  const { providers, roundTrips, roundTripCookie, returnPages, limiter, ownOrigins } = services
  const options = {
    schema: { params: ProviderIdSchema, querystring: StartQuerySchema },
    config: { auth: 'public', coatcheckDeadlineMs: services.providerDeadlineMs + services.deadlineMs },
    errorHandler: problemPages(services),
    exposeHeadRoute: false,
    logSerializers: withoutQuery,
  } as const
  app.get(`${authPaths.providers}/:id/start`, options, async (request, reply) => {
    const returnUrl = returnPages.safe(request.query.returnUrl)
    if (!ownOrigins.leadsHere(request.headers)) return leadTo(reply, returnPages.login(returnUrl))
    const provider = providers.find(request.params.id)
    if (provider === null)
      return leadToProblem(request, reply, { problem: 'provider_unavailable', returnUrl }, services)
    const whereabouts = { provider: provider.config.id, returnUrl }
    const wish = { purpose: 'login', returnUrl, persistent: request.query.remember === 'true' } as const
    try {
      const left = await limiter.leaveForProvider(addressKey(request.ip), () => roundTrips.begin(provider, wish))
      if (isRefusal(left))
        return leadToProblem(request, reply, { problem: 'too_many_requests', ...whereabouts }, services)
      roundTripCookie.add(request, reply, left.token)
      return leadTo(reply, left.location)
    } catch (error) {
      return leadToProblem(request, reply, { ...toProblem(error, request), ...whereabouts }, services)
    }
  })
}
