import cookie from '@fastify/cookie'
import session from '@fastify/session'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { randomUUID } from 'node:crypto'
import { forbidCaching } from '../answer-headers.ts'
import type {} from '../augmentation.ts'
import { withdrawCookie } from '../cookie/withdraw-cookie.ts'
import { refuse } from '../problem/refusal.ts'
import { sendProblem } from '../problem/send-problem.ts'
import { Unavailable } from '../problem/unavailable.ts'
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
  const keyOf = (request: FastifyRequest) => keys.get(request) ?? randomUUID()
  if (!app.hasRequestDecorator('cookies')) await app.register(cookie)

  app.addHook('onRequest', async (request, reply) => {
    try {
      const caller = await request.auth.identify()
      const key = keyOf(request)
      keys.set(request, key)
      // Whatever came in under the name was forged. A host may parse cookies later than this, or not at all.
      request.cookies = { ...(request.cookies as object | null) }
      request.cookies[innerCookie] = key
      store.open(key, caller.authenticated ? caller.session : null)
      // When a reply is hijacked, as for a stream of events, no hook will say that it is over.
      reply.raw.once('close', () => {
        if (reply.sent) store.close(key)
      })
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error
      return sendProblem(reply, refuse('unavailable', { retryAfterSeconds: error.retryAfterSeconds }))
    }
    return undefined
  })
  await app.register(session, {
    store,
    cookieName: innerCookie,
    // No signature: the cookie never leaves the process, and what comes in under its name is dropped above.
    secret: { sign: (value) => value, unsign: (value) => ({ valid: true, renew: false, value }) },
    // `secure` would keep it from saving on plain http; it is about a cookie that is never sent.
    cookie: { secure: false },
    // `regenerate` makes a new session object; its data still belongs to this login.
    idGenerator: (request) => (request === undefined ? randomUUID() : keyOf(request)),
    rolling: false,
    saveUninitialized: false,
  })
  app.addHook('onRequest', async (request) => {
    const key = keyOf(request)
    store.remember(key, request.session)
    // Somebody else is logged in from here on: what the handler reads and writes is theirs (FC-12).
    request.auth.onChange((caller) => {
      store.open(key, caller.authenticated ? caller.session : null)
      store.empty(request.session)
    })
  })
  app.addHook('onError', async (request, reply, error) => {
    // A handler that failed half-way must not have its half kept.
    store.close(keyOf(request))
    if (!(error instanceof Unavailable)) return
    forbidCaching(reply)
    reply.header('retry-after', String(error.retryAfterSeconds))
  })
  app.addHook('onSend', async (request, reply) => {
    store.close(keyOf(request))
    withdrawCookie(reply, innerCookie)
  })
}
