import { authPaths } from '@coatcheck/contract'
import { LeaveForProviderSchema, ProviderLocationSchema } from '@coatcheck/contract/schemas'
import { refuse } from '../../problem/refusal.ts'
import { sendProblem } from '../../problem/send-problem.ts'
import type { AuthRoutes } from '../auth-routes.ts'
import { sendToProvider } from './send-to-provider.ts'
import { ProviderIdSchema } from './start.ts'

/**
 * `POST /auth/providers/:id/reauthenticate`: step-up without a password. Answers where to send the browser; when it is
 * back, and it was the same person, the session may for a while do what routes with `within` guard.
 */
export const reauthenticateWithProviderRoute: AuthRoutes = (app, services) => {
  const schema = { params: ProviderIdSchema, body: LeaveForProviderSchema, response: { 200: ProviderLocationSchema } }
  const config = { auth: 'user', coatcheckDeadlineMs: services.providerDeadlineMs + services.deadlineMs } as const
  app.post(`${authPaths.providers}/:id/reauthenticate`, { schema, config }, async (request, reply) => {
    const provider = services.providers.find(request.params.id)
    const linked = await services.identities.list(request.auth.requireUser().id)
    const isTheirs = linked.some(({ issuer }) => issuer === provider?.issuer)
    // Somebody else's way in proves nothing; whoever has no identity there would go for nothing.
    if (provider === null || provider.config.stepUp === 'off' || !isTheirs)
      return sendProblem(reply, refuse('not_found'))
    const { returnUrl } = request.body
    return sendToProvider(request, reply, { provider, purpose: 'reauthenticate', returnUrl }, services)
  })
}
