import type { FastifyInstance, FastifyRequest } from 'fastify'
import { withDeadline } from '../problem/dependency.ts'

const spent = new WeakMap<FastifyRequest, number>()

/** Counts what the guard took, in milliseconds, as a part of the time that the answer has. */
export function countTime(request: FastifyRequest, milliseconds: number): void {
  spent.set(request, milliseconds)
}

/**
 * Answers every request of a context within the deadline (L5): a handler that is still at work then is
 * answered 503 for. Steps that are each in time must not add up, and a place in the hasher's queue counts.
 */
export function answerInTime(app: FastifyInstance, deadlineMs: number): void {
  app.addHook('onRoute', (route) => {
    const { handler } = route
    const wholeMs = route.config?.coatcheckDeadlineMs ?? deadlineMs
    route.handler = function (request, reply) {
      const leftMs = Math.max(1, wholeMs - (spent.get(request) ?? 0))
      return withDeadline('The route', leftMs, async () => handler.call(this, request, reply))
    }
  })
}
