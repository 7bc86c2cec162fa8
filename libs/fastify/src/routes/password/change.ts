import { authPaths } from '@coatcheck/contract'
import { ChangePasswordSchema } from '@coatcheck/contract/schemas'
import { changePassword } from '../../passwords/change-password.ts'
import { isRefusal } from '../../problem/refusal.ts'
import { sendProblem } from '../../problem/send-problem.ts'
import type { AuthRoutes } from '../auth-routes.ts'
import { noContent } from '../no-content.ts'

/** `POST /auth/password/change`: 204 with the cookie of a new token; every other session of the user is over. */
export const changePasswordRoute: AuthRoutes = (app, services) => {
  const { steppedUp, deviceCookie } = services
  const schema = { body: ChangePasswordSchema }
  app.post(authPaths.changePassword, { schema, config: { auth: steppedUp } }, async (request, reply) => {
    const caller = {
      user: request.auth.requireUser(),
      session: request.auth.requireSession(),
      deviceTokens: deviceCookie.read(request),
    }
    const outcome = await changePassword(request.body, caller, services)
    if (outcome === null) return request.auth.refuseDead()
    if (isRefusal(outcome)) return sendProblem(reply, outcome)
    request.auth.goOn(reply, outcome)
    return noContent(reply)
  })
}
