import { authPaths } from '@coatcheck/contract'
import { StatusQuerySchema, StatusSchema } from '@coatcheck/contract/schemas'
import type { AuthRoutes } from './auth-routes.ts'

/** `GET /auth/status`: always 200 when it is known who is there, and 503 when it is not. Changes nothing. */
export const statusRoute: AuthRoutes = (app) => {
  const schema = { querystring: StatusQuerySchema, response: { 200: StatusSchema } }
  app.get(authPaths.status, { schema, config: { auth: 'public' } }, async (request) => {
    const status = await request.auth.status()
    if (!status.authenticated || request.query.include === 'profile') return status
    const { profile: _, ...withoutProfile } = status
    return withoutProfile
  })
}
