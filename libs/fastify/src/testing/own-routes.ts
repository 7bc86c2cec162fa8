import type { FastifyInstance, RouteOptions } from 'fastify'
import { coatcheck, type CoatcheckOptions } from '../index.ts'
import { publicUrl, bareApp, type TestApp } from './test-app.ts'

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A route of the plugin's. */
export interface OwnRoute {
  name: string
  method: Method
  url: string
  /** Whether `config.auth` lets strangers in. */
  isPublic: boolean
}

/** An app that tells which routes the plugin has, as Fastify was told of them: a new one is there by itself. */
export async function appWithOwnRoutes(
  options: Partial<CoatcheckOptions> = {},
  extend: (app: FastifyInstance) => void | Promise<void> = () => undefined,
): Promise<TestApp & { routes: OwnRoute[] }> {
  const bare = await bareApp()
  const registered: RouteOptions[] = []
  bare.app.addHook('onRoute', (route) => {
    registered.push(route)
  })
  await bare.app.register(coatcheck, { ...bare.options, ...options })
  // Read only now: inner contexts have added to the routes since.
  const own = registered.filter(({ config }) => config?.coatcheckOwn === true).flatMap(toOwnRoutes)
  await extend(bare.app)
  await bare.app.ready()
  const answered = await Promise.all(own.map((route) => isAnswered(bare.app, route)))
  return { ...bare, routes: own.filter((_, index) => answered[index]) }
}

function toOwnRoutes({ method, url, config }: RouteOptions): OwnRoute[] {
  return [method].flat().map((one) => {
    return { name: `${one} ${url}`, method: one as Method, url, isPublic: config?.auth === 'public' }
  })
}

/** False where the plugin answers 405, to whatever else is asked of a path that it has. */
async function isAnswered(app: FastifyInstance, { method, url }: OwnRoute): Promise<boolean> {
  const headers = { host: new URL(publicUrl).host }
  return (await app.inject({ method, url, headers })).statusCode !== 405
}
