import { defaultPrefix } from '@coatcheck/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { AuthServices } from './auth/auth-services.ts'
import { RequestAuth } from './auth/request-auth.ts'
import type {} from './augmentation.ts'
import { createPictures } from './avatar/create-pictures.ts'
import { DeviceCookie } from './cookie/device-cookie.ts'
import { RoundTripCookie } from './cookie/round-trip-cookie.ts'
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
import { createProviders } from './providers/create-providers.ts'
import { ReturnPages } from './providers/return-pages.ts'
import { RoundTrips, roundTripSeconds } from './providers/round-trips.ts'
import { readPublicUrl } from './public-url.ts'
import { removeRegularly } from './removal/remove-regularly.ts'
import { answerInTime } from './routes/answer-in-time.ts'
import { ownRoutes } from './routes/own-routes.ts'
import { createClock } from './sessions/clock.ts'
import { Feed } from './sessions/feed.ts'
import { checkLifetimes, defaultLifetimes } from './sessions/lifetimes.ts'
import { readSession } from './sessions/read-session.ts'
import { checkSessionLimit, defaultSessionLimit } from './sessions/session-limit.ts'
import { Sessions } from './sessions/sessions.ts'
import { forgetUser } from './users/forget-user.ts'
import { ownPeople } from './users/own-people.ts'
import { createPicturePath } from './users/picture-path.ts'
import { theirPeople } from './users/their-people.ts'
import { withPictures } from './users/with-picture.ts'

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
  const feed = new Feed({ shared: options.store.feed ?? null, warn })
  app.addHook('onClose', () => {
    feed.close()
  })
  const rules = { store: store.sessions, clock, lifetimes, warn }
  const sessions = new Sessions({ ...rules, limit, feed })
  const wholePrefix = app.prefix + prefix
  const picturePath = options.pictures === false ? null : createPicturePath(wholePrefix)
  const people =
    options.users === undefined
      ? ownPeople(store, { clock, picturePath })
      : withPictures(theirPeople(options.users, { store, clock, deadlineMs, warn }), {
          store: store.pictures,
          path: picturePath,
        })
  const picturing = createPictures(options.pictures ?? {}, options.providers ?? [], {
    ...{ store: store.pictures, people, feed, clock, warn },
  })
  app.addHook('onClose', () => {
    picturing.providerPictures?.close()
  })
  const knownHosts = new KnownHosts(publicUrl, options.hosts ?? [])
  const origins = new OwnOrigins(publicUrl, options.trustedOrigins ?? [])
  const checkSource = createSourceCheck(knownHosts, new OriginGuard(publicUrl, origins))
  const cookie = new SessionCookie(publicUrl, options.cookie?.name)
  const deviceCookie = new DeviceCookie(publicUrl)
  const limiting = createLimiting(options.limits ?? {}, { store, clock })
  const { providerDeadlineMs = 5000, loginPath = '/login' } = options
  const providers = createProviders(options.providers ?? [], {
    ...{ publicUrl, prefix: wholePrefix, clock, deadlineMs: providerDeadlineMs, log: app.log },
  })
  const loginMethods = ['password', ...providers.ids]
  const requiredProfile = options.requiredProfile ?? (options.users === undefined ? ['name', 'email'] : [])

  app.decorate('coatcheck', {
    sessions,
    prefix: wholePrefix,
    origin: publicUrl.origin,
    sessionCookie: { name: cookie.name, attributes: cookie.attributes },
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
  decorateAuth(app, { sessions, people, cookie, checkSource, clock, deadlineMs, loginMethods, requiredProfile })
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
      const services = { people, passwords, hasher, sessions, feed, deviceCookie, ...limiting, ...picturing }
      const throughProviders = {
        ...{ providers, providerDeadlineMs, deadlineMs, clock, warn, ownOrigins: origins, requiredProfile },
        identities: store.identities,
        providerLogins: store.providerLogins,
        roundTrips: new RoundTrips(store.roundTrips, clock),
        roundTripCookie: new RoundTripCookie(publicUrl, roundTripSeconds),
        returnPages: new ReturnPages({ publicUrl, prefix: wholePrefix, loginPath }),
      }
      ownRoutes(auth, { ...services, ...throughProviders, steppedUp, rules, events })
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

/**
 * Cookie-session authentication for a Fastify app, new or existing. Adds `request.auth`, `app.coatcheck`, the
 * guard behind `config: { auth }` and the endpoints under the prefix; leaves everything else alone.
 *
 * @example
 * await app.register(coatcheck, { publicUrl: 'https://shop.example', store: await sqlite('./data/shop.db') })
 * app.get('/orders', { config: { auth: 'user' } }, (request) => ordersOf(request.auth.requireUser().id))
 */
export const coatcheck = fastifyPlugin(plugin, { fastify: '5.x', name: '@coatcheck/fastify' })
