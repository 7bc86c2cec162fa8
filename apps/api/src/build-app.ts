import { coatcheck, notFoundHandler, problemHandler } from '@coatcheck/fastify'
import Fastify, { type FastifyInstance } from 'fastify'
import type { AppConfig } from './config.ts'
import { serveDocuments } from './documents/serve-documents.ts'
import { stopGracefully } from './graceful-stop.ts'
import { openStore } from './open-store.ts'
import { refuseUnknownHosts } from './refuse-unknown-hosts.ts'
import { apiRoutes } from './routes/api.ts'
import { reportCookies } from './routes/api/under-the-hood/report-cookies.ts'
import { healthRoutes } from './routes/health.ts'
import { securityHeaders } from './security-headers.ts'
import { serverOptions } from './server-options.ts'

/** Builds the whole server without listening: tests inject requests, `main.ts` opens the port. */
export async function buildApp(config: AppConfig): Promise<FastifyInstance> {
  const app = Fastify(serverOptions(config))
  const open = await openStore(config)
  const { store } = open
  app.addHook('onClose', () => store.close())

  app.setErrorHandler(problemHandler)
  stopGracefully(app)
  await app.register(securityHeaders)
  await app.register(reportCookies)
  await app.register(coatcheck, {
    publicUrl: config.publicUrl,
    store,
    ...(config.providers === undefined ? {} : { providers: config.providers }),
    ...(config.sessions === undefined ? {} : { sessions: config.sessions }),
    ...(typeof config.sessionsPerUser === 'number' ? { sessionLimit: { most: config.sessionsPerUser } } : {}),
    ...(config.rateLimitFactor === undefined ? {} : { limits: { factor: config.rateLimitFactor } }),
    ...(config.pictures === undefined ? {} : { pictures: config.pictures }),
    ...(config.clock === undefined ? {} : { clock: config.clock }),
    ...(config.deadlineMs === undefined ? {} : { deadlineMs: config.deadlineMs }),
    ...(config.removeExpiredEverySeconds === undefined
      ? {}
      : { removeExpiredEverySeconds: config.removeExpiredEverySeconds }),
  })
  refuseUnknownHosts(app)
  await app.register(healthRoutes, {
    ...open,
    deadlineMs: config.deadlineMs ?? 2000,
    ...(config.clock === undefined ? {} : { clock: config.clock }),
  })
  await app.register(apiRoutes, { prefix: '/api' })
  if (config.webRoot === null) app.setNotFoundHandler(notFoundHandler)
  else await app.register(serveDocuments, { webRoot: config.webRoot })
  return app
}
