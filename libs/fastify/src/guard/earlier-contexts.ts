import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify'

/**
 * Guards the routes of plugins that were registered before ours. A context copies its parent's hooks when it
 * is made, so theirs would never see a hook that the parent gets later, and their guarded routes would be
 * open. Fastify has no public way to reach them; should the private one go, the app refuses to start.
 */
export function guardEarlierContexts(app: FastifyInstance, guard: onRequestAsyncHookHandler): void {
  for (const child of childrenOf(app)) {
    child.addHook('onRequest', guard)
    guardEarlierContexts(child, guard)
  }
}

function childrenOf(app: FastifyInstance): FastifyInstance[] {
  const key = Object.getOwnPropertySymbols(app).find((symbol) => symbol.description === 'fastify.children')
  const children: unknown = key === undefined ? undefined : Reflect.get(app, key)
  if (Array.isArray(children)) return children as FastifyInstance[]
  throw new Error('coatcheck: this version of Fastify hides its contexts. Register the plugin before all others.')
}
