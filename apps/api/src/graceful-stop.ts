import type { FastifyInstance } from 'fastify'
import { setTimeout as delay } from 'node:timers/promises'

declare module 'fastify' {
  interface FastifyInstance {
    /** True once the server has been told to stop. */
    isStopping: () => boolean
    /**
     * Stops the server. For so long it still answers everything, but says at `GET /readyz` that it is not ready, so
     * that a balancer turns elsewhere before the port closes; then what is under way is finished.
     */
    stop: (graceSeconds: number) => Promise<void>
  }
}

/**
 * Lets requests that are under way finish, and then their connections end: a browser that keeps one open
 * would otherwise keep the process from stopping until somebody kills it.
 */
export function stopGracefully(app: FastifyInstance): void {
  let stopping = false
  app.decorate('isStopping', () => stopping)
  app.decorate('stop', async (graceSeconds) => {
    stopping = true
    await delay(graceSeconds * 1000)
    await app.close()
  })
  app.addHook('preClose', async () => {
    stopping = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close')
  })
}
