import { authPaths } from '@coatcheck/contract'
import { ProfileSchema } from '@coatcheck/contract/schemas'
import Type from 'typebox'
import type { AuthRoutes } from './auth-routes.ts'

/** `GET /auth/me`: the profile, or 401. Reading it does not extend the session. */
export const meRoute: AuthRoutes = (app) => {
  const schema = { response: { 200: ProfileSchema, 304: Type.Null() } }
  app.get(authPaths.me, { schema, config: { auth: 'user' } }, async (request, reply) => {
    const user = request.auth.requireUser()
    // The tag names the user: a 304 must never show A's profile to B.
    const tag = `"${encodeURIComponent(user.id)}-${encodeURIComponent(user.version)}"`
    reply.header('etag', tag)
    if (request.headers['if-none-match'] === tag) return reply.code(304).send(null)
    return user
  })
}
