import { refuse, sendProblem } from '@coatcheck/fastify'
import type { FastifyInstance } from 'fastify'

/**
 * Answers 421 to a `Host` that is not ours, for pages and files too: the plugin looks at its own and at
 * guarded routes only. Health probes come by address, so they may.
 */
export function refuseUnknownHosts(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { url = '' } = request.routeOptions
    if (url === '/healthz' || url === '/readyz' || app.coatcheck.isKnownHost(request)) return undefined
    return sendProblem(reply, refuse('unknown_host'))
  })
}
