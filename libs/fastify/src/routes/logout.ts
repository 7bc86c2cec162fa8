import { authPaths } from '@coatcheck/contract'
import { EmptySchema } from '@coatcheck/contract/schemas'
import type { AuthRoutes } from './auth-routes.ts'
import { noContent } from './no-content.ts'

/** `POST /auth/logout`: 204 once the session is over for ever; also for people who were not logged in. */
export const logoutRoute: AuthRoutes = (app) => {
  app.post(authPaths.logout, { schema: { body: EmptySchema }, config: { auth: 'public' } }, async (request, reply) => {
    await request.auth.logOut(reply)
    return noContent(reply)
  })
}
