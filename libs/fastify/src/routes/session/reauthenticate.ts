import { authPaths } from '@coatcheck/contract'
import { AuthenticatedStatusSchema, ReauthenticateSchema } from '@coatcheck/contract/schemas'
import { wrongPassword } from '../../passwords/change-password.ts'
import { sendProblem } from '../../problem/send-problem.ts'
import type { AuthRoutes } from '../auth-routes.ts'

/**
 * `POST /auth/session/reauthenticate`: step-up. The same session goes on under a new token, and for a while may do
 * what routes with `within` guard. A wrong password is 403 and changes nothing.
 */
export const reauthenticateRoute: AuthRoutes = (app, { passwords, hasher }) => {
  const schema = { body: ReauthenticateSchema, response: { 200: AuthenticatedStatusSchema } }
  app.post(authPaths.reauthenticate, { schema, config: { auth: 'user' } }, async (request, reply) => {
    const passwordHash = await passwords.find(request.auth.requireUser().id)
    const matches = await hasher.verify(passwordHash, request.body.password)
    if (!matches) return sendProblem(reply, wrongPassword('/password'))
    return request.auth.rotate(reply, { reauthenticated: true })
  })
}
