import { authPaths } from '@coatcheck/contract'
import { AuthenticatedStatusSchema, RegisterSchema } from '@coatcheck/contract/schemas'
import { register } from '../login/register.ts'
import { isRefusal } from '../problem/refusal.ts'
import { sendProblem } from '../problem/send-problem.ts'
import type { AuthRoutes } from './auth-routes.ts'

/** `POST /auth/register`: a new user, logged in at once. */
export const registerRoute: AuthRoutes = (app, { people, hasher }) => {
  if (people.create === undefined) return
  const schema = { body: RegisterSchema, response: { 201: AuthenticatedStatusSchema } }
  app.post(authPaths.register, { schema, config: { auth: 'public' } }, async (request, reply) => {
    const user = await register(request.body, people, hasher)
    if (isRefusal(user)) return sendProblem(reply, user)
    return reply.code(201).send(await request.auth.logIn(reply, user.id))
  })
}
