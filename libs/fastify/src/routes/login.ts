import { authPaths } from '@coatcheck/contract'
import { AuthenticatedStatusSchema, LoginSchema } from '@coatcheck/contract/schemas'
import { checkPassword } from '../login/check-password.ts'
import { isRefusal } from '../problem/refusal.ts'
import { sendProblem } from '../problem/send-problem.ts'
import type { AuthRoutes } from './auth-routes.ts'

/** `POST /auth/login`: exchanges address and password for a session. */
export const loginRoute: AuthRoutes = (app, { people, passwords, hasher }) => {
  const schema = { body: LoginSchema, response: { 200: AuthenticatedStatusSchema } }
  app.post(authPaths.login, { schema, config: { auth: 'public' } }, async (request, reply) => {
    const proven = await checkPassword(request.body, people, passwords, hasher)
    if (isRefusal(proven)) return sendProblem(reply, proven)
    const { user, stillProven } = proven
    return request.auth.logIn(reply, user.id, { remember: request.body.remember ?? false, stillProven })
  })
}
