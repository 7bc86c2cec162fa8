import { authPaths } from '@coatcheck/contract'
import { LiveStreams } from '../live/live-streams.ts'
import { isRefusal } from '../problem/refusal.ts'
import { sendProblem } from '../problem/send-problem.ts'
import type { AuthRoutes } from './auth-routes.ts'

/** `GET /auth/events`: server-sent events about the session that asks. Listening does not extend it. */
export const eventsRoute: AuthRoutes = (app, { events, ...services }) => {
  const streams = new LiveStreams(services, events)
  // Before the server waits for its connections, which these streams would keep open.
  app.addHook('preClose', () => streams.close())
  const options = { config: { auth: 'user' }, exposeHeadRoute: false, ...unhurried(app.initialConfig) } as const
  app.get(authPaths.events, options, async (request, reply) => {
    const caller = { user: request.auth.requireUser(), session: request.auth.requireSession() }
    const stream = streams.open(caller, reply.raw)
    if (isRefusal(stream)) return sendProblem(reply, stream)
    // nginx would collect events until a buffer is full.
    reply.header('content-type', 'text/event-stream; charset=utf-8').header('x-accel-buffering', 'no')
    return stream
  })
}

/**
 * A host that gives its handlers a time to answer would have the streams cut off by it; the longest one counts days.
 * The types of Fastify do not know that setting here.
 */
function unhurried(config: object) {
  return 'handlerTimeout' in config && config.handlerTimeout !== 0 ? { handlerTimeout: 2 ** 31 - 1 } : {}
}
