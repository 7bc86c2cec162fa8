import type { FastifyInstance } from 'fastify'
import { elsewhereRoutes } from './under-the-hood/elsewhere.ts'
import { replayRoute } from './under-the-hood/replay.ts'
import { rowRoute } from './under-the-hood/row.ts'
import { slowRoute } from './under-the-hood/slow.ts'
import { Tries } from './under-the-hood/tries.ts'

/** A minute's worth of experiments for one person: more than anybody clicks. */
const mostTries = 20

/**
 * What the page "Under the hood" asks: it shows people their own session and nobody else's, and lets them attack it.
 * Everything here is safe to have in production.
 */
export async function underTheHoodRoutes(app: FastifyInstance): Promise<void> {
  const tries = new Tries(mostTries)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'private, no-store')
  })
  await app.register(slowRoute, { tries })
  await app.register(rowRoute)
  await app.register(replayRoute, { tries })
  await app.register(elsewhereRoutes)
}
