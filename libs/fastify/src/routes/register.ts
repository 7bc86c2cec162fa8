import { authPaths } from '@coatcheck/contract'
import { AuthenticatedStatusSchema, RegisterSchema } from '@coatcheck/contract/schemas'
import { addressKey } from '../limits/address-key.ts'
import { register } from '../login/register.ts'
import { isRefusal } from '../problem/refusal.ts'
import { sendProblem } from '../problem/send-problem.ts'
import type { AuthRoutes } from './auth-routes.ts'
import { logInWithPassword } from './log-in-with-password.ts'

/** `POST /auth/register`: a new user, logged in at once. */
export const registerRoute: AuthRoutes = (app, services) => {
  if (services.people.create === undefined) return
  const schema = { body: RegisterSchema, response: { 201: AuthenticatedStatusSchema } }
  app.post(authPaths.register, { schema, config: { auth: 'public' } }, async (request, reply) => {
    const user = await register(request.body, { address: addressKey(request.ip) }, services)
    if (isRefusal(user)) return sendProblem(reply, user)
    return reply.code(201).send(await logInWithPassword(request, reply, { userId: user.id }, services))
  })
}
