import { authPaths } from '@coatcheck/contract'
import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { initialsSvg } from '../avatar/initials-svg.ts'
import { refuse } from '../problem/refusal.ts'
import { sendProblem } from '../problem/send-problem.ts'
import type { AuthRoutes } from './auth-routes.ts'

const ParamsSchema = Type.Object({ userId: Type.String({ maxLength: 200 }) })
const QuerySchema = Type.Object({ v: Type.Optional(Type.String({ maxLength: 100 })) })

/** A year, which is what caches take for ever. */
const longSeconds = 365 * 86_400

/**
 * `GET /auth/avatar/:userId`: a user's picture for whoever is logged in, or the initials. Under the address that the
 * profile tells it stays in the browser's cache, and in no other.
 */
export const avatarRoute: AuthRoutes = (app, { pictures }) => {
  if (pictures === null) return
  const schema = { params: ParamsSchema, querystring: QuerySchema }
  app.get(`${authPaths.avatar}/:userId`, { schema, config: { auth: 'user' } }, async (request, reply: FastifyReply) => {
    const shown = await pictures.find(request.params.userId)
    if (shown === null) return sendProblem(reply, refuse('not_found'))
    const { user, image } = shown
    if (image === null) return reply.type('image/svg+xml; charset=utf-8').send(initialsSvg(user.id, user.initials))
    if (request.query.v === image.version) {
      reply.header('cache-control', `private, max-age=${String(longSeconds)}, immutable`)
    }
    return reply.type(image.type).send(image.bytes)
  })
}
