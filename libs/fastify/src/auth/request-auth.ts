import type { LoggedIn, Profile, Status } from '@coatcheck/contract'
import type { SessionRecord } from '@coatcheck/stores'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { withDeadline } from '../problem/dependency.ts'
import { refuse } from '../problem/refusal.ts'
import { Refused } from '../problem/refused.ts'
import type { OpenSession } from '../sessions/sessions.ts'
import { missingFields } from '../users/missing-fields.ts'
import type { AuthServices } from './auth-services.ts'
import { beginLogin, type LogInOptions } from './begin-login.ts'
import type { Caller } from './caller.ts'
import { checkUnsent, RequestCookie } from './request-cookie.ts'
import { deviceOf, identifyCaller } from './identify-caller.ts'

/** Somebody who is logged in. */
type LiveCaller = Caller & { authenticated: true }

/** `request.auth`: who it is, and the verbs that change it. */
export class RequestAuth {
  readonly #request: FastifyRequest
  readonly #services: AuthServices
  readonly #cookie: RequestCookie
  readonly #listeners: ((caller: Caller) => void)[] = []
  #caller: Caller | null = null
  #question: Promise<Caller> | null = null

  constructor(request: FastifyRequest, services: AuthServices) {
    this.#request = request
    this.#services = services
    this.#cookie = new RequestCookie(request, services)
  }

  /**
   * Finds out who it is; asks the store once a request, however often it is called. On guarded routes it
   * has been called already. Rejects with a 503 when the store cannot say: never taken for "nobody" (L1, L2).
   */
  async identify(): Promise<Caller> {
    this.#question ??= this.#inTime(async () => this.#learn(await identifyCaller(this.#request, this.#services)))
    return this.#question
  }

  /** The user, or null when nobody is logged in. */
  get user(): Profile | null {
    return this.#known.authenticated ? this.#known.user : null
  }

  /** The user. Throws on a route that is open to people who are not logged in: a mistake in the route. */
  requireUser(): Profile {
    return this.#live.user
  }

  /** The session, with what the store keeps about it. Throws like {@link requireUser}. */
  requireSession(): SessionRecord {
    return this.#live.session
  }

  /** The body of `GET /auth/status?include=profile`. */
  async status(): Promise<Status> {
    const caller = await this.identify()
    if (caller.authenticated) return this.#loggedIn(caller)
    const { clock, loginMethods } = this.#services
    const serverTime = new Date(clock()).toISOString()
    return { authenticated: false, reason: caller.reason, loginMethods, serverTime }
  }

  /**
   * Logs a user in, however the user proved who they are: a new session with a new token (FC-1), the cookie
   * on its way with the reply. A session that the browser had before is over (FC-12). Rejects with a 403
   * when another site made the browser send the request, also on a public route: login forgery counts. That shows
   * with unsafe methods alone, so never log in or out in answer to a GET.
   *
   * @example
   * app.post('/ldap-login', { config: { auth: 'public' } }, async (request, reply) =>
   *   request.auth.logIn(reply, (await ldap(request.body)).id, { methods: ['ldap'] }))
   */
  async logIn(reply: FastifyReply, userId: string, options: LogInOptions = {}): Promise<LoggedIn> {
    this.#checkSource()
    checkUnsent(reply)
    const replaces = this.#cookie.tokens
    const { user, open } = await this.#inTime(() =>
      beginLogin(userId, options, { device: deviceOf(this.#request), replaces }, this.#services),
    )
    this.#cookie.write(reply, open, { beginsLogin: true })
    return this.#loggedIn(this.#change({ authenticated: true, user, session: open.session }))
  }

  /** Logs out: the session is over for ever before this resolves, and the cookie is taken back. */
  async logOut(reply: FastifyReply): Promise<void> {
    this.#checkSource()
    checkUnsent(reply)
    await this.#inTime(() => this.#services.sessions.end(this.#cookie.tokens, 'logged_out'))
    this.forget(reply)
  }

  /** Takes the cookie back after the session was ended in another way, as with the account. It ends nothing itself. */
  forget(reply: FastifyReply): void {
    this.#cookie.clear(reply)
    this.#change({ authenticated: false, reason: 'logged_out' })
  }

  /** Moves the idle expiry on now, never past the absolute one. Rejects with a 401 when the session is over. */
  async extend(): Promise<LoggedIn> {
    const { user, session } = this.#live
    const extended = await this.#inTime(() => this.#services.sessions.extend(session, deviceOf(this.#request)))
    if (extended === null) return this.refuseDead()
    return this.#loggedIn(this.#learn({ authenticated: true, user, session: extended }))
  }

  /**
   * Gives the session a new token; the old one is dead at once. Call it when the user's privileges change
   * (ASVS 7.2.4), and with `reauthenticated` when the user has proven again who they are: that is the step-up
   * which routes with `within` ask for. Rejects with a 401 when the session is over. The new cookie goes with the
   * answer, also when that turns out to be an error.
   */
  async rotate(reply: FastifyReply, { reauthenticated = false } = {}): Promise<LoggedIn> {
    this.#checkSource()
    checkUnsent(reply)
    const { session } = this.#live
    const { sessions, people } = this.#services
    const [user, open] = await this.#inTime(async () => {
      // Before the token changes: afterwards nothing may fail any more, or the person would be logged out by it.
      const found = await people.findById(session.userId)
      return [found, found === null ? null : await sessions.rotate(session, { reauthenticated })] as const
    })
    return user === null || open === null ? this.refuseDead() : this.goOn(reply, open, user)
  }

  /** Goes on under the new token of the same session, once it is in the store. For the plugin's own routes. */
  goOn(reply: FastifyReply, open: OpenSession, user: Profile = this.#live.user): LoggedIn {
    this.#cookie.write(reply, open, { beginsLogin: false })
    return this.#loggedIn(this.#learn({ authenticated: true, user, session: open.session }))
  }

  /** Refuses with 401: the session ended while this request was under way. Says why, as a look-up from now on would. */
  async refuseDead(): Promise<never> {
    const caller = await this.#inTime(() => identifyCaller(this.#request, this.#services))
    throw new Refused(refuse('unauthenticated', { reason: caller.authenticated ? null : caller.reason }))
  }

  /** Takes back the cookie of a login whose answer failed. */
  withdraw(reply: FastifyReply): void {
    this.#cookie.withdraw(reply)
  }

  /** Calls back when this request logs somebody in or out: what was read for the one before is not theirs. */
  onChange(listener: (caller: Caller) => void): void {
    this.#listeners.push(listener)
  }

  get #known(): Caller {
    if (this.#caller !== null) return this.#caller
    throw new Error('This route is public, so nobody was asked for yet: await request.auth.identify() first.')
  }

  get #live(): LiveCaller {
    if (this.#known.authenticated) return this.#known
    throw new Error("Nobody is logged in. Guard the route with config: { auth: 'user' }, or ask request.auth.user.")
  }

  #learn<Learned extends Caller>(caller: Learned): Learned {
    this.#caller = caller
    this.#question = Promise.resolve(caller)
    return caller
  }

  #change<Learned extends Caller>(caller: Learned): Learned {
    this.#learn(caller)
    for (const listener of this.#listeners) listener(caller)
    return caller
  }

  #checkSource(): void {
    const refusal = this.#services.checkSource(this.#request)
    if (refusal !== null) throw new Refused(refusal)
  }

  #loggedIn({ user, session }: LiveCaller): LoggedIn {
    const { sessions, clock, requiredProfile } = this.#services
    const profileIncomplete = missingFields(user, requiredProfile)
    return {
      authenticated: true,
      userId: user.id,
      profileVersion: user.version,
      session: sessions.describe(session),
      serverTime: new Date(clock()).toISOString(),
      ...(profileIncomplete.length > 0 ? { profileIncomplete } : {}),
      profile: user,
    }
  }

  /** The deadline is that of the whole answer: five slow steps must not add up (L5). */
  #inTime<T>(work: () => Promise<T>): Promise<T> {
    return withDeadline('Whatever is behind request.auth', this.#services.deadlineMs, work)
  }
}
