import { authPaths } from '@coatcheck/contract'
import { AuthenticatedStatusSchema, ReauthenticateSchema } from '@coatcheck/contract/schemas'
import { confirmPassword } from '../../passwords/confirm-password.ts'
import { isRefusal } from '../../problem/refusal.ts'
import { sendProblem } from '../../problem/send-problem.ts'
import type { AuthRoutes } from '../auth-routes.ts'

/**
 * `POST /auth/session/reauthenticate`: step-up. The same session goes on under a new token, and for a while may do
 * what routes with `within` guard. A wrong password is 403 and changes nothing.
 */
export const reauthenticateRoute: AuthRoutes = (app, services) => {
  const schema = { body: ReauthenticateSchema, response: { 200: AuthenticatedStatusSchema } }
  app.post(authPaths.reauthenticate, { schema, config: { auth: 'user' } }, async (request, reply) => {
    const asked = { session: request.auth.requireSession(), pointer: '/password' }
    const confirmed = await confirmPassword(request.body.password, asked, services)
    if (isRefusal(confirmed)) return sendProblem(reply, confirmed)
    return request.auth.rotate(reply, { reauthenticated: true })
  })
}
