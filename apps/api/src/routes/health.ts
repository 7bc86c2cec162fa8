import type { Store } from '@coatcheck/stores'
import type { FastifyInstance } from 'fastify'

/**
 * `GET /healthz`: the process answers. `GET /readyz`: it can also do its work, and says which of the things
 * behind it is in trouble. While the server is stopping it is not ready, so that a balancer turns elsewhere.
 */
export async function healthRoutes(app: FastifyInstance, { store }: { store: Store }): Promise<void> {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  app.get('/healthz', { config: { auth: 'public' } }, () => ({ status: 'ok' }))

  app.get('/readyz', { config: { auth: 'public' } }, async (request, reply) => {
    const troubled = await store.check().then(
      () => false,
      (error: unknown) => {
        request.log.warn({ err: error }, 'The store is in trouble')
        return true
      },
    )
    const stopping = app.isStopping()
    const ready = !stopping && !troubled
    reply.code(ready ? 200 : 503)
    if (!ready) reply.header('retry-after', '1')
    return { status: ready ? 'ready' : 'not ready', stopping, checks: { store: troubled ? 'unavailable' : 'ok' } }
  })
}
