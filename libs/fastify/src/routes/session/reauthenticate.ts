import { authPaths } from '@coatcheck/contract'
import { AuthenticatedStatusSchema, ReauthenticateSchema } from '@coatcheck/contract/schemas'
import { confirmPassword } from '../../passwords/confirm-password.ts'
import { isRefusal, type Refusal } from '../../problem/refusal.ts'
import { sendProblem } from '../../problem/send-problem.ts'
import type { AuthRoutes, RouteServices } from '../auth-routes.ts'

/**
 * `POST /auth/session/reauthenticate`: step-up. The same session goes on under a new token, and for a while may do
 * what routes with `within` guard. A wrong password is 403 and changes nothing; who has none is told what to do instead.
 */
export const reauthenticateRoute: AuthRoutes = (app, services) => {
  const schema = { body: ReauthenticateSchema, response: { 200: AuthenticatedStatusSchema } }
  app.post(authPaths.reauthenticate, { schema, config: { auth: 'user' } }, async (request, reply) => {
    const session = request.auth.requireSession()
    const confirmed = await confirmPassword(request.body.password, { session, pointer: '/password' }, services)
    if (isRefusal(confirmed)) return sendProblem(reply, await withWayOut(confirmed, session.userId, services))
    return request.auth.rotate(reply, { reauthenticated: true })
  })
}

/** Names the providers by which a user without a password can prove who they are. */
async function withWayOut(
  refusal: Refusal,
  userId: string,
  { identities, providers }: RouteServices,
): Promise<Refusal> {
  if (refusal.refused !== 'no_password') return refusal
  const linked = await identities.list(userId)
  const ways = linked.flatMap(({ issuer }) => providers.ofIssuer(issuer)?.config ?? [])
  return { ...refusal, loginMethods: ways.filter(({ stepUp }) => stepUp !== 'off').map(({ id }) => id) }
}
