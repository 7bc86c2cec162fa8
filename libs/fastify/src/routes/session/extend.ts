import { authPaths } from '@coatcheck/contract'
import { AuthenticatedStatusSchema, EmptySchema } from '@coatcheck/contract/schemas'
import type { AuthRoutes } from '../auth-routes.ts'

/** `POST /auth/session/extend`: "I am still here". Moves the idle expiry on, never past the absolute one. */
export const extendRoute: AuthRoutes = (app) => {
  const schema = { body: EmptySchema, response: { 200: AuthenticatedStatusSchema } }
  app.post(authPaths.extend, { schema, config: { auth: 'user' } }, (request) => request.auth.extend())
}
