import type { FastifyInstance, HTTPMethods } from 'fastify'
import { refuse } from '../problem/refusal.ts'
import { sendProblem } from '../problem/send-problem.ts'

/**
 * Answers 405 with `Allow` where a path exists but not for the method; Fastify itself says 404. Call it
 * before the routes of a context are registered: it returns what must be called after them.
 */
export function answerMethodNotAllowed(app: FastifyInstance): () => void {
  const allowed = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const methods = allowed.get(url) ?? new Set<string>()
    for (const one of [method].flat()) methods.add(one)
    allowed.set(url, methods)
  })
  return () => {
    for (const [url, methods] of [...allowed]) {
      const allow = [...methods].toSorted().join(', ')
      const others = app.supportedMethods.filter((method) => !methods.has(method)) as HTTPMethods[]
      if (others.length === 0) continue
      app.route({
        method: others,
        url: url.slice(app.prefix.length) || '/',
        config: { auth: 'public', csrf: false },
        // Not in the handler: a body that is no JSON must not be complained about first.
        onRequest: (_request, reply) => {
          sendProblem(reply.header('allow', allow), refuse('method_not_allowed'))
        },
        handler: () => undefined,
      })
    }
  }
}
