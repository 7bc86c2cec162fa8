import { computed, inject, Service, type Signal } from '@angular/core'
import type {
  ChangePassword,
  EndReason,
  Login,
  ProfilePatch,
  Reauthenticate,
  Register,
  SessionInfo,
} from '@coatcheck/contract'
import { type Observable, take } from 'rxjs'
import { AuthActions } from './auth-actions'
import { AuthApi, toNothing } from './auth-api'
import type { AuthEvent } from './auth-event'
import { type AuthStatus, withProfile } from './auth-snapshot'
import { AuthState } from './auth-state'
import { followSignal } from './follow-signal'
import { GuardedPages } from './guarded-pages'
import { isSameProfile } from './is-same-profile'
import { LEAVE_FOR } from './leave-for'
import type { LoginWithOptions } from './login-with-options'
import { injectOwnSessions, type OwnSessions } from './own-sessions'
import type { Profile } from './profile'
import { SessionExpiry } from './session-expiry'
import { StatusQuestions } from './status-questions'
import { type Reauthentication, STEP_UP } from './step-up'
import { toLogin, toProfile } from './to-snapshot'

/**
 * Who is logged in. The session cookie is HttpOnly and stays unread: the server says who it belongs to.
 *
 * @example
 * protected readonly auth = inject(AuthService)
 * // template: @if (auth.profile(); as me) { {{ me.name }} } @else if (auth.isLoggedOut()) { <a routerLink="/login">Log in</a> }
 */
@Service()
export class AuthService {
  readonly #state = inject(AuthState)
  readonly #api = inject(AuthApi)
  readonly #questions = inject(StatusQuestions)
  readonly #actions = inject(AuthActions)
  readonly #expiry = inject(SessionExpiry)
  readonly #stepUp = inject(STEP_UP)
  readonly #guardedPages = inject(GuardedPages)
  readonly #leaveFor = inject(LEAVE_FOR)

  /** Three-valued, so that nothing flashes before the first answer. */
  readonly status = computed<AuthStatus>(() => this.#state.snapshot().status)
  /** False while unknown, like {@link isLoggedOut}. */
  readonly isLoggedIn = computed(() => this.status() === 'authenticated')
  /** False while unknown, like {@link isLoggedIn}. */
  readonly isLoggedOut = computed(() => this.status() === 'anonymous')
  /** What the server tells about the person, or null when nobody is known to be logged in. */
  readonly profile = computed<Profile | null>(() => this.#state.snapshot().profile ?? null, { equal: isSameProfile })
  /** The person's id, or null. Services that hold private data follow it and start over when it changes. */
  readonly userId = computed<string | null>(() => this.profile()?.id ?? null)
  /** The public side of the session, or null. Nothing in it opens the session. */
  readonly session: Signal<SessionInfo | null> = this.#state.session
  /** How long the session lives unless the person does something, or null when nobody is logged in. */
  readonly expiresInSeconds: Signal<number | null> = this.#expiry.expiresInSeconds
  /** True when the session ends within `session().warnBeforeSeconds`. */
  readonly isExpiring: Signal<boolean> = this.#expiry.isExpiring
  /** Somebody's request waits for a step-up: ask for the password and {@link reauthenticate}. Null otherwise. */
  readonly reauthenticationWanted = computed<Reauthentication | null>(() => this.#stepUp()?.wanted() ?? null)
  /** True while the server cannot be asked: the last answer is kept, since an outage is not a logout. */
  readonly isStale = computed(() => this.#state.snapshot().isStale)
  /** Why the last session ended, if the server told, or null. */
  readonly endReason = computed<EndReason | null>(() => this.#state.snapshot().endReason ?? null)

  /** {@link isLoggedIn} as an observable: the latest value at once, nothing while unknown. */
  readonly isLoggedIn$: Observable<boolean> = followSignal(this.isLoggedIn, this.#state)
  /** {@link profile} as an observable: the latest value at once, nothing while unknown. */
  readonly profile$: Observable<Profile | null> = followSignal(this.profile, this.#state)
  /** What happens from now on; not replayed, and the first answer is not an event. */
  readonly events$: Observable<AuthEvent> = this.#state.events$

  /** Where the person is logged in: a list, and the end of one or of all the others. */
  readonly sessions: OwnSessions = injectOwnSessions()

  constructor() {
    // One login or logout is one navigation, however many requests told of it. What happened here navigates by itself.
    // Another profile may have other roles.
    this.#state.events$.subscribe((event) => {
      if ('source' in event && event.source !== 'here') void this.#guardedPages.checkAgain()
    })
  }

  /** True when the person has the role; false for everybody else and while unknown. */
  hasRole(role: string): boolean {
    return this.profile()?.roles.includes(role) ?? false
  }

  /** Resolves once the status is known. Trouble on the way is waited out, in the browser. */
  async whenReady(): Promise<void> {
    if (this.status() !== 'unknown') return
    const isKnown = this.isLoggedIn$.pipe(take(1)).forEach(() => undefined)
    await Promise.race([this.#questions.askUntilAnswered(), isKnown])
  }

  /** Asks the server again, after whatever happened before the call. Rejects when there is no answer. */
  refresh(): Promise<void> {
    return this.#questions.askAnew()
  }

  /** Creates an account and logs the person in. */
  register(input: Register): Promise<Profile> {
    return this.#enter('/register', input)
  }

  /** Logs the person in. The caller decides where to go next. */
  login(input: Login): Promise<Profile> {
    return this.#enter('/login', input)
  }

  /** Leaves the page for the provider's, which leads back to `returnUrl`, or to the login page with a problem. */
  loginWith(provider: string, { returnUrl = '/', remember = false }: LoginWithOptions = {}): void {
    const query = `returnUrl=${encodeURIComponent(returnUrl)}${remember ? '&remember=true' : ''}`
    this.#leaveFor(`${this.#api.prefix}/providers/${encodeURIComponent(provider)}/start?${query}`)
  }

  /** Resolves when the server has confirmed it, and guarded pages have been left. Until then: still logged in. */
  logout(): Promise<void> {
    return this.#actions.end(this.#api.send('POST', '/logout', toNothing, { body: {} }), 'logged_out')
  }

  /** Logs out everywhere else, then here. If it rejects, the person is still logged in here. */
  async logoutEverywhere(): Promise<void> {
    await this.sessions.revokeOthers()
    await this.logout()
  }

  /** "I am still here": the session goes on as far as it may. */
  extend(): Promise<void> {
    return this.#renew('/session/extend', {})
  }

  /**
   * Proves once more who the person is; whatever waited for it goes on. A wrong password rejects with
   * `invalid_credentials`, and what waits goes on waiting.
   */
  async reauthenticate(input: Reauthenticate): Promise<void> {
    const { epoch } = this.#state
    await this.#renew('/session/reauthenticate', input)
    // What waits by now may be somebody else's.
    if (epoch === this.#state.epoch) this.#stepUp()?.release(true)
  }

  /** Ends the wait for a step-up: whoever waits gets the 403 it had. */
  cancelReauthentication(): void {
    this.#stepUp()?.release(false)
  }

  /**
   * Changes what is given and keeps the rest. May ask for a step-up on the way; `because` says to the person what for,
   * as it does in the methods below.
   */
  updateProfile(body: ProfilePatch, because = 'change your profile'): Promise<Profile> {
    return this.#actions.change(this.#api.send('PATCH', '/me', toProfile, { body, because }), withProfile)
  }

  /** Changes the password, which logs out everywhere else. A wrong current one rejects with `invalid_credentials`. */
  changePassword(body: ChangePassword, because = 'change your password'): Promise<void> {
    const answer = this.#api.send('POST', '/password/change', toNothing, { body, because })
    return this.#actions.change(answer, (_, now) => now)
  }

  /** Deletes the account, all its sessions with it. Resolves when guarded pages have been left. */
  deleteAccount(because = 'delete your account'): Promise<void> {
    return this.#actions.end(this.#api.send('DELETE', '/me', toNothing, { because }), 'account_deleted')
  }

  async #renew(path: '/session/extend' | '/session/reauthenticate', body: object): Promise<void> {
    await this.#actions.change(this.#api.send('POST', path, toLogin, { body }), (answer) => answer)
  }

  async #enter(path: '/login' | '/register', body: object): Promise<Profile> {
    const snapshot = await this.#api.send('POST', path, toLogin, { body })
    this.#state.take(snapshot, 'here')
    return snapshot.profile
  }
}
