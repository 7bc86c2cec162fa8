import { authPaths } from '@coatcheck/contract'
import { DeviceSessionsSchema } from '@coatcheck/contract/schemas'
import type { SessionRecord } from '@coatcheck/stores'
import Type from 'typebox'
import { refuse } from '../problem/refusal.ts'
import { sendProblem } from '../problem/send-problem.ts'
import { describeDevice } from '../sessions/describe-device.ts'
import type { AuthRoutes } from './auth-routes.ts'
import { noContent } from './no-content.ts'

const IdSchema = Type.Object({ id: Type.String({ maxLength: 100 }) })

/** `GET /auth/sessions`: where the user is logged in; this session first, then the one seen last. */
export const listSessionsRoute: AuthRoutes = (app, { sessions }) => {
  const schema = { response: { 200: DeviceSessionsSchema } }
  app.get(authPaths.sessions, { schema, config: { auth: 'user' } }, async (request) => {
    const current = request.auth.requireSession()
    const all = await sessions.list(current.userId)
    const [own, others] = [all.filter(({ id }) => id === current.id), all.filter(({ id }) => id !== current.id)]
    return { sessions: [...own, ...others].map((session) => describe(session, current.id)) }
  })
}

/** `DELETE /auth/sessions`: logs out everywhere else. 204, also when there was nobody else. */
export const endOtherSessionsRoute: AuthRoutes = (app, { sessions }) => {
  app.delete(authPaths.sessions, { config: { auth: 'user' } }, async (request, reply) => {
    const { userId, id } = request.auth.requireSession()
    await sessions.endAll(userId, 'revoked', { exceptId: id })
    return noContent(reply)
  })
}

/** `DELETE /auth/sessions/:id`: ends one session of the user's; 404 for any other. Its own is a logout. */
export const endSessionRoute: AuthRoutes = (app, { sessions }) => {
  const schema = { params: IdSchema }
  app.delete(`${authPaths.sessions}/:id`, { schema, config: { auth: 'user' } }, async (request, reply) => {
    const { userId, id } = request.auth.requireSession()
    if (request.params.id === id) {
      await request.auth.logOut(reply)
      return noContent(reply)
    }
    const ended = await sessions.endOne(userId, request.params.id, 'revoked')
    return ended ? noContent(reply) : sendProblem(reply, refuse('not_found'))
  })
}

function describe(session: SessionRecord, currentId: string) {
  return {
    id: session.id,
    current: session.id === currentId,
    device: describeDevice(session.userAgent),
    ip: session.ip,
    createdAt: new Date(session.createdAt).toISOString(),
    lastSeenAt: new Date(session.lastSeenAt).toISOString(),
    persistent: session.persistent,
    methods: session.methods,
  }
}
