import type { FastifyInstance, RouteOptions } from 'fastify'
import { checkAccess, type DefaultAccess } from './access.ts'

/**
 * Refuses to start an app with routes about which nobody has said who may call them, and names them.
 * Routes registered before the plugin are not seen here; the guard refuses those one by one.
 */
export function checkRoutes(app: FastifyInstance, defaultAccess: DefaultAccess): void {
  const seen: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    seen.push(route)
  })
  // Only now, since hooks of inner contexts may still add to a route's configuration.
  app.addHook('onReady', async () => {
    for (const route of seen) checkAccess(route.config?.auth, nameOf(route))
    const silent = [...new Set(seen.filter((route) => route.config?.auth === undefined).map(nameOf))]
    if (silent.length === 0) return
    if (defaultAccess === 'public') {
      app.log.info({ routes: silent }, 'Everybody may call these routes, since they say nothing about access')
      return
    }
    throw new Error(
      `coatcheck: nobody has said who may call ${silent.join('; ')}. Add config: { auth: 'user' } or ` +
        `{ auth: 'public' } to each; for routes of other plugins in an onRoute hook. To convert an existing app, ` +
        `register coatcheck with defaultAccess: 'public'.`,
    )
  })
}

function nameOf({ method, url }: RouteOptions): string {
  return `${[method].flat().join(', ')} ${url}`
}
