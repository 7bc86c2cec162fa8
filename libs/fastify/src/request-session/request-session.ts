import cookie from '@fastify/cookie'
import session from '@fastify/session'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { randomUUID } from 'node:crypto'
import type {} from '../augmentation.ts'
import { LoginDataStore } from './login-data-store.ts'

/** A cookie that exists between two hooks of this file and never on the wire. */
const innerCookie = 'coatcheck-request-session'

/**
 * `request.session` for the handlers of one context: what they put there is kept with the login of the user
 * and gone with it. `@fastify/session` does the bookkeeping. It sees neither the session token nor the
 * store: what it wants to save is written only if the session still lives, key by key, and a cookie that it
 * sets is taken out again. What somebody who is not logged in puts there is forgotten with the request.
 *
 * @example
 * app.register(async (shop) => {
 *   await shop.register(requestSession)
 *   shop.put('/cart', { config: { auth: 'user' } }, (request) => { request.session.set('cart', request.body) })
 * })
 */
export const requestSession = fastifyPlugin(plugin, {
  fastify: '5.x',
  name: '@coatcheck/fastify/request-session',
  dependencies: ['@coatcheck/fastify'],
})

async function plugin(app: FastifyInstance): Promise<void> {
  if (app.hasRequestDecorator('session')) {
    throw new Error('coatcheck: this context has a request.session already. Register requestSession in another one.')
  }
  const store = new LoginDataStore((live, changed) => app.coatcheck.sessions.keepData(live, changed))
  const keys = new WeakMap<FastifyRequest, string>()
  if (!app.hasRequestDecorator('cookies')) await app.register(cookie)

  app.addHook('onRequest', async (request) => {
    const { [innerCookie]: _forged, ...others } = request.cookies
    request.cookies = others
    const identity = await request.auth.identify()
    if (!identity.authenticated) return
    const key = randomUUID()
    keys.set(request, key)
    store.open(key, identity.session)
    request.cookies[innerCookie] = key
  })
  await app.register(session, {
    store,
    cookieName: innerCookie,
    // No signature: the cookie never leaves the process, and what comes in under its name is dropped above.
    secret: { sign: (value) => value, unsign: (value) => ({ valid: true, renew: false, value }) },
    // `secure` would keep it from saving on plain http; it is about a cookie that is never sent.
    cookie: { secure: false },
    rolling: false,
    saveUninitialized: false,
  })
  app.addHook('onRequest', async (request) => {
    const key = keys.get(request)
    if (key !== undefined) store.remember(key, request.session)
  })
  app.addHook('onError', async (request) => {
    // A handler that failed half-way must not have its half kept.
    store.close(keys.get(request))
  })
  app.addHook('onSend', async (_request, reply) => {
    const sent = [reply.getHeader('set-cookie') ?? []].flat().map(String)
    const others = sent.filter((one) => !one.startsWith(`${innerCookie}=`))
    if (others.length === sent.length) return
    reply.removeHeader('set-cookie')
    for (const one of others) reply.header('set-cookie', one)
  })
  app.addHook('onResponse', async (request) => {
    store.close(keys.get(request))
  })
}
