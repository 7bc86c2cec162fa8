import type { LoggedIn, Profile, Status } from '@coatcheck/contract'
import type { SessionRecord } from '@coatcheck/stores'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SessionCookie } from '../cookie/session-cookie.ts'
import type { SourceCheck } from '../guard/source-check.ts'
import { withDeadline } from '../problem/dependency.ts'
import { Refused } from '../problem/refused.ts'
import type { Clock } from '../sessions/clock.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { People } from '../users/people.ts'
import type { Caller } from './caller.ts'

export interface LogInOptions {
  /** "Remember me": the session outlives the browser. Default false. */
  remember?: boolean
  /** How the user proved who they are, such as `['ldap']`. Default `['password']`. */
  methods?: string[]
}

/** What {@link RequestAuth} needs of the plugin. */
export interface AuthServices {
  sessions: Sessions
  people: People
  cookie: SessionCookie
  checkSource: SourceCheck
  clock: Clock
  deadlineMs: number
  rememberedSeconds: number
  loginMethods: string[]
}

/** `request.auth`: who it is, and the two verbs that change it. */
export class RequestAuth {
  readonly #request: FastifyRequest
  readonly #services: AuthServices
  readonly #listeners: ((caller: Caller) => void)[] = []
  #caller: Caller | null = null
  #question: Promise<Caller> | null = null

  constructor(request: FastifyRequest, services: AuthServices) {
    this.#request = request
    this.#services = services
  }

  /**
   * Finds out who it is; asks the store once a request, however often it is called. On guarded routes it
   * has been called already. Rejects with a 503 when the store cannot say: never taken for "nobody" (L1, L2).
   */
  async identify(): Promise<Caller> {
    this.#question ??= this.#inTime(() => this.#ask())
    return this.#question
  }

  /** The user, or null when nobody is logged in. */
  get user(): Profile | null {
    return this.#known.authenticated ? this.#known.user : null
  }

  /** The user. Throws on a route that is open to people who are not logged in: a mistake in the route. */
  requireUser(): Profile {
    if (this.user !== null) return this.user
    throw new Error("Nobody is logged in. Guard the route with config: { auth: 'user' }, or ask request.auth.user.")
  }

  /** The body of `GET /auth/status?include=profile`. */
  async status(): Promise<Status> {
    const caller = await this.identify()
    if (caller.authenticated) return this.#loggedIn(caller.user, caller.session)
    const { clock, loginMethods } = this.#services
    const serverTime = new Date(clock()).toISOString()
    return { authenticated: false, reason: caller.reason, loginMethods, serverTime }
  }

  /**
   * Logs a user in, however the user proved who they are: a new session with a new token (FC-1), the cookie
   * on its way with the reply. A session that the browser had before is over (FC-12). Rejects with a 403
   * when another site made the browser send the request, also on a public route: login forgery counts.
   *
   * @example
   * app.post('/ldap-login', { config: { auth: 'public' } }, async (request, reply) =>
   *   request.auth.logIn(reply, (await ldap(request.body)).id, { methods: ['ldap'] }))
   */
  async logIn(reply: FastifyReply, userId: string, options: LogInOptions = {}): Promise<LoggedIn> {
    this.#checkSource()
    const { remember = false, methods = ['password'] } = options
    const { sessions, people, cookie, rememberedSeconds } = this.#services
    return this.#inTime(async () => {
      const user = await people.findById(userId)
      if (user === null) throw new Error('request.auth.logIn: there is no user with this id.')
      const { token, session } = await sessions.begin(user.id, { methods, persistent: remember })
      await sessions.end(cookie.read(this.#request), 'logged_out')
      cookie.write(reply, token, remember ? rememberedSeconds : null)
      this.#change({ authenticated: true, user, session })
      return this.#loggedIn(user, session)
    })
  }

  /** Logs out: the session is over for ever before this resolves, and the cookie is taken back. */
  async logOut(reply: FastifyReply): Promise<void> {
    this.#checkSource()
    const { sessions, cookie } = this.#services
    const tokens = cookie.read(this.#request)
    await this.#inTime(() => sessions.end(tokens, 'logged_out'))
    if (tokens.length > 0) cookie.clear(reply)
    this.#change({ authenticated: false, reason: 'logged_out' })
  }

  /** Calls back when this request logs somebody in or out: what was read for the one before is not theirs. */
  onChange(listener: (caller: Caller) => void): void {
    this.#listeners.push(listener)
  }

  get #known(): Caller {
    if (this.#caller !== null) return this.#caller
    throw new Error('This route is public, so nobody was asked for yet: await request.auth.identify() first.')
  }

  async #ask(): Promise<Caller> {
    const { sessions, people, cookie } = this.#services
    const found = await sessions.find(cookie.read(this.#request))
    if (!found.live) return this.#learn({ authenticated: false, reason: found.reason })
    const user = await people.findById(found.session.userId)
    if (user === null) return this.#learn({ authenticated: false, reason: 'account_deleted' })
    if (this.#isActivity()) sessions.recordActivity(found.session)
    return this.#learn({ authenticated: true, user, session: found.session })
  }

  #learn(caller: Caller): Caller {
    this.#caller = caller
    this.#question = Promise.resolve(caller)
    return caller
  }

  #change(caller: Caller): void {
    this.#learn(caller)
    for (const listener of this.#listeners) listener(caller)
  }

  #checkSource(): void {
    const refusal = this.#services.checkSource(this.#request)
    if (refusal !== null) throw new Refused(refusal)
  }

  /** A tab left open asks and asks; that must not keep its session alive ("Sessions in time" of the contract). */
  #isActivity(): boolean {
    const { method, headers, routeOptions } = this.#request
    if (headers['x-auth-background'] === '1') return false
    return !((method === 'GET' || method === 'HEAD') && routeOptions.config.coatcheckOwn === true)
  }

  #loggedIn(user: Profile, session: SessionRecord): LoggedIn {
    const { sessions, clock } = this.#services
    return {
      authenticated: true,
      userId: user.id,
      profileVersion: user.version,
      session: sessions.describe(session),
      serverTime: new Date(clock()).toISOString(),
      profile: user,
    }
  }

  /** The deadline is that of the whole answer: five slow steps must not add up (L5). */
  #inTime<T>(work: () => Promise<T>): Promise<T> {
    return withDeadline('Whatever is behind request.auth', this.#services.deadlineMs, work)
  }
}
