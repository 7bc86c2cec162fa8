import type { FastifyInstance } from 'fastify'
import { checkAccess, type DefaultAccess } from './access.ts'

/**
 * Refuses to start an app with routes about which nobody has said who may call them, and names them.
 * Routes registered before the plugin are not seen here; the guard refuses those one by one.
 */
export function checkRoutes(app: FastifyInstance, defaultAccess: DefaultAccess): void {
  const silent: string[] = []
  app.addHook('onRoute', ({ method, url, config }) => {
    const route = `${[method].flat().join(', ')} ${url}`
    const access: unknown = config?.auth
    checkAccess(access, route)
    if (access === undefined && config?.coatcheckOwn !== true) silent.push(route)
  })
  app.addHook('onReady', () => {
    const routes = [...new Set(silent)].join('; ')
    if (routes === '') return
    if (defaultAccess === 'public') {
      app.log.info({ routes: silent }, 'Everybody may call these routes, since they say nothing about access')
      return
    }
    throw new Error(
      `coatcheck: nobody has said who may call ${routes}. Add config: { auth: 'user' } or { auth: 'public' } to ` +
        `each, or register the plugin with defaultAccess: 'public' while you convert an existing app.`,
    )
  })
}
