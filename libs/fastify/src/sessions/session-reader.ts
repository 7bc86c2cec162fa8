import { defaultPrefix } from '@coatcheck/contract'
import type { Store } from '@coatcheck/stores'
import type { IncomingHttpHeaders } from 'node:http'
import { cookieName } from '../cookie/cookie-name.ts'
import { OwnOrigins } from '../guard/own-origins.ts'
import { dependableStore } from '../problem/dependable-store.ts'
import { readPublicUrl } from '../public-url.ts'
import { findInOwnTable } from '../users/own-people.ts'
import { createPicturePath } from '../users/picture-path.ts'
import { findAmongTheirs } from '../users/their-people.ts'
import type { Users } from '../users/users.ts'
import { findWithPicture } from '../users/with-picture.ts'
import { type Clock, createClock } from './clock.ts'
import { checkLifetimes, defaultLifetimes, type Lifetimes } from './lifetimes.ts'
import { readSession, type SessionReading } from './read-session.ts'

/** How a reader is set up: as the plugin is whose sessions it reads. Only `publicUrl` and `store` must be given. */
export interface SessionReaderOptions<U = never> {
  /** Where browsers reach the app: it decides about the name of the cookie and about the own origin. */
  publicUrl: string
  /** Where the sessions are kept. The host closes it. */
  store: Store
  /** The host's own users. Default: the table of ours in the store. */
  users?: Pick<Users<U>, 'findById' | 'toProfile'>
  /** The whole path under which the plugin answers: pictures are there. Default `/auth`. */
  prefix?: string
  /** As the plugin has it: `false` for no pictures. */
  pictures?: object | false
  /** Other origins whose pages may act for the user. */
  trustedOrigins?: readonly string[]
  /** The name of the session cookie. Default `__Host-sid` on https, `sid` on plain http. */
  cookie?: { name?: string }
  /** How long sessions live: a reader that is told less than the plugin would let in whom that turns away. */
  sessions?: Partial<Lifetimes>
  /** Store and users have so long to answer, in milliseconds. Default 2,000. */
  deadlineMs?: number
  /** Told about sessions that cannot be read, such as a logger of pino. Default: nobody. */
  log?: { warn(details: object, message: string): void }
  /** Tells the time, for tests. Default: the system's clock, kept from running backward. */
  clock?: Clock
}

/** Knows the sessions of a Fastify app that is somewhere else, or nowhere near. */
export interface SessionReader {
  /**
   * Tells whom a `Cookie` header belongs to, and changes nothing: reading does not extend the session. Rejects with
   * `Unavailable` when store or users cannot say: answer 503 then and never "nobody is logged in" (L1, L2).
   */
  readSession: (cookieHeader: string | undefined) => Promise<SessionReading>
  /**
   * Tells whether a request comes from a page of the app, or from no page at all. Ask it before you act for the user:
   * the cookie travels along when a page of a sibling domain sends a form or opens a WebSocket.
   */
  isOwnOrigin: (headers: IncomingHttpHeaders) => boolean
}

/**
 * Reads sessions outside of Fastify: in a server of `node:http`, at the upgrade to a WebSocket, in a worker.
 *
 * @example
 * const { readSession } = createSessionReader({ publicUrl: 'https://shop.example', store: await sqlite('./data/shop.db') })
 * createServer(async (request, response) => {
 *   const caller = await readSession(request.headers.cookie)
 *   response.end(caller.authenticated ? `Hello ${caller.user.name}` : 'Hello stranger')
 * })
 */
export function createSessionReader<U = never>(options: SessionReaderOptions<U>): SessionReader {
  const { deadlineMs = 2000, clock = createClock(), log, users } = options
  const publicUrl = readPublicUrl(options.publicUrl)
  const lifetimes = { ...defaultLifetimes, ...options.sessions }
  checkLifetimes(lifetimes)
  const store = dependableStore(options.store, deadlineMs)
  const origins = new OwnOrigins(publicUrl, options.trustedOrigins ?? [])
  const path = options.pictures === false ? null : createPicturePath(options.prefix ?? defaultPrefix)
  const findTheirs = (theirs: NonNullable<typeof users>) =>
    findWithPicture(findAmongTheirs(theirs, deadlineMs), { store: store.pictures, path })
  const sources = {
    cookieName: cookieName(publicUrl, options.cookie?.name),
    rules: { store: store.sessions, clock, lifetimes, warn: (...said: [object, string]) => log?.warn(...said) },
    people: { findById: users === undefined ? findInOwnTable(store.users, path) : findTheirs(users) },
    deadlineMs,
  }
  return {
    readSession: (cookieHeader) => readSession(cookieHeader, sources),
    isOwnOrigin: (headers) => origins.sent(headers),
  }
}
