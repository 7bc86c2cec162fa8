import { refuse, sendProblem } from '@coatcheck/fastify'
import type { FastifyInstance } from 'fastify'
import { createReadiness } from '../readiness.ts'
import type { OpenStore } from '../open-store.ts'

export interface HealthOptions extends OpenStore {
  deadlineMs: number
  /** The clock that sessions go by. Default: the system's. */
  clock?: () => number
}

/**
 * `GET /healthz`: the process answers. `GET /readyz`: it can also do its work, or else 503 and which of the things
 * behind it is in trouble. While the server is stopping it is not ready, so that a balancer turns elsewhere.
 */
export async function healthRoutes(app: FastifyInstance, options: HealthOptions): Promise<void> {
  const readiness = createReadiness(options)
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  app.get('/healthz', { config: { auth: 'public' } }, () => ({ status: 'ok' }))

  app.get('/readyz', { config: { auth: 'public' } }, async (request, reply) => {
    const { dependencies, aheadMs, error } = await readiness()
    if (error !== null) request.log.warn({ err: error, dependencies }, 'A dependency is in trouble')
    if (app.isStopping()) {
      const refusal = refuse('unavailable', { detail: 'The server is stopping.', retryAfterSeconds: 1 })
      return sendProblem(reply, { ...refusal, ...{ dependencies } })
    }
    // Reported and not refused: were it the clock of the database that is wrong, no node at all would be ready.
    const clock = aheadMs === null ? {} : { clockAheadSeconds: Math.round(aheadMs / 1000) }
    if (error === null) return { status: 'ready', dependencies, ...clock }
    return sendProblem(reply, { ...refuse('unavailable', { retryAfterSeconds: 1 }), ...{ dependencies } })
  })
}
