import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** True once the server has been told to stop. */
    isStopping: () => boolean
  }
}

/**
 * Lets requests that are under way finish, and then their connections end: a browser that keeps one open
 * would otherwise keep the process from stopping until somebody kills it.
 */
export function stopGracefully(app: FastifyInstance): void {
  let stopping = false
  app.decorate('isStopping', () => stopping)
  app.addHook('preClose', async () => {
    stopping = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close')
  })
}
