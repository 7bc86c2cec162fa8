import { defaultPrefix } from '@coatcheck/contract'
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest, FastifySerializerCompiler } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { setAnswerHeaders } from './answer-headers.ts'
import type { AuthServices } from './auth/auth-services.ts'
import { RequestAuth } from './auth/request-auth.ts'
import type {} from './augmentation.ts'
import { DeviceCookie } from './cookie/device-cookie.ts'
import { SessionCookie } from './cookie/session-cookie.ts'
import { checkRoutes } from './guard/check-routes.ts'
import { createGuard } from './guard/guard.ts'
import { KnownHosts } from './guard/known-hosts.ts'
import { OriginGuard } from './guard/origin-guard.ts'
import { OwnOrigins } from './guard/own-origins.ts'
import { createSourceCheck } from './guard/source-check.ts'
import { createLimiting } from './limits/create-limiting.ts'
import { defaultEventsLimit } from './live/live-streams.ts'
import { type CoatcheckOptions, checkPrefix, checkScope } from './options.ts'
import { PasswordHasher } from './passwords/password-hasher.ts'
import { dependableStore } from './problem/dependable-store.ts'
import { notFoundHandler, problemHandler } from './problem/problem-handler.ts'
import { readPublicUrl } from './public-url.ts'
import { removeRegularly } from './removal/remove-regularly.ts'
import { answerInTime } from './routes/answer-in-time.ts'
import { acceptJsonOnly } from './routes/json-only.ts'
import { eventsRoute } from './routes/events.ts'
import { loginRoute } from './routes/login.ts'
import { logoutRoute } from './routes/logout.ts'
import { changeMeRoute, deleteMeRoute, meRoute } from './routes/me.ts'
import { answerMethodNotAllowed } from './routes/method-not-allowed.ts'
import type { RouteServices } from './routes/auth-routes.ts'
import { changePasswordRoute } from './routes/password/change.ts'
import { registerRoute } from './routes/register.ts'
import { extendRoute } from './routes/session/extend.ts'
import { reauthenticateRoute } from './routes/session/reauthenticate.ts'
import { endOtherSessionsRoute, endSessionRoute, listSessionsRoute } from './routes/sessions.ts'
import { statusRoute } from './routes/status.ts'
import { createClock } from './sessions/clock.ts'
import { Feed } from './sessions/feed.ts'
import { checkLifetimes, defaultLifetimes } from './sessions/lifetimes.ts'
import { readSession } from './sessions/read-session.ts'
import { checkSessionLimit, defaultSessionLimit } from './sessions/session-limit.ts'
import { Sessions } from './sessions/sessions.ts'
import { ownPeople } from './users/own-people.ts'
import { forgetUser, theirPeople } from './users/their-people.ts'

async function plugin<U>(app: FastifyInstance, options: CoatcheckOptions<U>): Promise<void> {
  const { prefix = defaultPrefix, defaultAccess = 'deny', scope = 'app', deadlineMs = 2000 } = options
  checkPrefix(prefix)
  if (scope === 'app') checkScope(app)
  const publicUrl = readPublicUrl(options.publicUrl)
  const lifetimes = { ...defaultLifetimes, ...options.sessions }
  checkLifetimes(lifetimes)
  const limit = { ...defaultSessionLimit, ...options.sessionLimit }
  checkSessionLimit(limit)
  const clock = options.clock ?? createClock()
  const warn = (details: object, message: string) => {
    app.log.warn(details, message)
  }
  const store = dependableStore(options.store, deadlineMs)
  const { passwords } = store
  const feed = new Feed()
  const rules = { store: store.sessions, clock, lifetimes, warn }
  const sessions = new Sessions({ ...rules, limit, feed })
  const people =
    options.users === undefined
      ? ownPeople(store.users, clock)
      : theirPeople(options.users, { store, clock, deadlineMs, warn })
  const knownHosts = new KnownHosts(publicUrl, options.hosts ?? [])
  const origins = new OwnOrigins(publicUrl, options.trustedOrigins ?? [])
  const checkSource = createSourceCheck(knownHosts, new OriginGuard(publicUrl, origins))
  const cookie = new SessionCookie(publicUrl, options.cookie?.name)
  const deviceCookie = new DeviceCookie(publicUrl)
  const limiting = createLimiting(options.limits ?? {}, { store, clock })
  const loginMethods = ['password']

  app.decorate('coatcheck', {
    sessions,
    prefix: app.prefix + prefix,
    isKnownHost: (request) => knownHosts.isKnown(request),
    endSessions: (userId, reason) => sessions.endAll(userId, reason),
    userDeleted: async (userId) => {
      sessions.announceEnd(await forgetUser(userId, sessions.ending('account_deleted'), store))
    },
    readSession: (header) => readSession(header, { cookieName: cookie.name, rules, people, deadlineMs }),
    isOwnOrigin: (headers) => origins.sent(headers),
    userChanged: (userId) => {
      feed.publish({ kind: 'user_changed', userId })
    },
  })
  decorateAuth(app, { sessions, people, cookie, checkSource, clock, deadlineMs, loginMethods })
  app.addHook('onRequest', createGuard(defaultAccess, checkSource, clock))
  app.addHook('onError', async (request, reply) => {
    request.auth.withdraw(reply)
    deviceCookie.withdraw(reply)
  })
  checkRoutes(app, defaultAccess)
  removeRegularly(app, store, clock, options.removeExpiredEverySeconds ?? 60)
  const hasher = new PasswordHasher({ warn, ...options.passwords })
  const steppedUp = { within: `${String(lifetimes.stepUpSeconds)}s` }
  const events = { ...defaultEventsLimit, ...options.events }
  await app.register(
    async (auth) => {
      answerInTime(auth, deadlineMs)
      const services = { people, passwords, hasher, sessions, feed, deviceCookie, ...limiting }
      registerOwnRoutes(auth, { ...services, steppedUp, rules, events })
    },
    { prefix },
  )
}

/** Made on first use: a request for an image costs nothing. */
function decorateAuth(app: FastifyInstance, services: AuthServices): void {
  const made = new WeakMap<FastifyRequest, RequestAuth>()
  app.decorateRequest('auth', {
    getter(this: FastifyRequest) {
      const auth = made.get(this) ?? new RequestAuth(this, services)
      made.set(this, auth)
      return auth
    },
  })
}

function registerOwnRoutes(auth: FastifyInstance, services: RouteServices): void {
  auth.addHook('onRoute', (route) => {
    route.config = { ...route.config, coatcheckOwn: true }
  })
  auth.addHook('onRequest', async (_request, reply) => {
    setAnswerHeaders(reply)
  })
  auth.setErrorHandler(problemHandler)
  auth.setNotFoundHandler(notFoundHandler)
  auth.setValidatorCompiler(TypeBoxValidatorCompiler)
  // Not the host's: its schemas may be of another kind, and what it wraps its answers in is not in our contract.
  auth.setSerializerCompiler(SerializerSelector()({}, {}) as FastifySerializerCompiler<unknown>)
  auth.setReplySerializer(null as never)
  acceptJsonOnly(auth)
  const answerOtherMethods = answerMethodNotAllowed(auth)
  for (const route of ownRoutes) route(auth, services)
  answerOtherMethods()
}

const ownRoutes = [
  ...[statusRoute, meRoute, changeMeRoute, deleteMeRoute],
  ...[registerRoute, loginRoute, logoutRoute, changePasswordRoute],
  ...[extendRoute, reauthenticateRoute],
  ...[listSessionsRoute, endSessionRoute, endOtherSessionsRoute],
  eventsRoute,
]

/**
 * Cookie-session authentication for a Fastify app, new or existing. Adds `request.auth`, `app.coatcheck`, the
 * guard behind `config: { auth }` and the endpoints under the prefix; leaves everything else alone.
 *
 * @example
 * await app.register(coatcheck, { publicUrl: 'https://shop.example', store: await sqlite('./data/shop.db') })
 * app.get('/orders', { config: { auth: 'user' } }, (request) => ordersOf(request.auth.requireUser().id))
 */
export const coatcheck = fastifyPlugin(plugin, { fastify: '5.x', name: '@coatcheck/fastify' })
