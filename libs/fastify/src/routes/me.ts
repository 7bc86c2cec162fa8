import { authPaths } from '@coatcheck/contract'
import { ProfileSchema } from '@coatcheck/contract/schemas'
import type { FastifyReply } from 'fastify'
import type { AuthRoutes } from './auth-routes.ts'

/** `GET /auth/me`: the profile, or 401. Reading it does not extend the session. */
export const meRoute: AuthRoutes = (app) => {
  const schema = { response: { 200: ProfileSchema } }
  app.get(authPaths.me, { schema, config: { auth: 'user' } }, async (request, reply) => {
    const user = request.auth.requireUser()
    // The tag names the user: a 304 must never show A's profile to B.
    const tag = `"${encodeURIComponent(user.id)}-${encodeURIComponent(user.version)}"`
    reply.header('etag', tag)
    if (!matches(request.headers['if-none-match'], tag)) return user
    return (reply as FastifyReply).code(304).send()
  })
}

/** The weak comparison of RFC 9110, 13.1.2: a proxy that compresses makes the tag a weak one. */
function matches(header: string | undefined, tag: string): boolean {
  return header?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) ?? false
}
