import type { FastifyInstance } from 'fastify'
import { withDeadline } from '../problem/dependency.ts'

/**
 * Answers every request of a context within the deadline (L5): a handler that is still at work then is
 * answered 503 for. Steps that are each in time must not add up, and a place in the hasher's queue counts.
 */
export function answerInTime(app: FastifyInstance, deadlineMs: number): void {
  app.addHook('onRoute', (route) => {
    const { handler } = route
    route.handler = function (request, reply) {
      return withDeadline('The route', deadlineMs, async () => handler.call(this, request, reply))
    }
  })
}
