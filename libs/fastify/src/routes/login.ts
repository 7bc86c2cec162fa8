import { authPaths } from '@coatcheck/contract'
import { AuthenticatedStatusSchema, LoginSchema } from '@coatcheck/contract/schemas'
import { addressKey } from '../limits/address-key.ts'
import { checkPassword } from '../login/check-password.ts'
import { isRefusal } from '../problem/refusal.ts'
import { sendProblem } from '../problem/send-problem.ts'
import type { AuthRoutes } from './auth-routes.ts'
import { logInWithPassword } from './log-in-with-password.ts'

/** `POST /auth/login`: exchanges address and password for a session. */
export const loginRoute: AuthRoutes = (app, services) => {
  const schema = { body: LoginSchema, response: { 200: AuthenticatedStatusSchema } }
  app.post(authPaths.login, { schema, config: { auth: 'public' } }, async (request, reply) => {
    const visitor = { address: addressKey(request.ip), deviceTokens: services.deviceCookie.read(request) }
    const proven = await checkPassword(request.body, visitor, services)
    if (isRefusal(proven)) return sendProblem(reply, proven)
    const { user, stillProven } = proven
    const options = { remember: request.body.remember ?? false, stillProven }
    return logInWithPassword(request, reply, { userId: user.id, ...options }, services)
  })
}
