import { computed, DestroyRef, inject, NgZone, Service, signal } from '@angular/core'
import type { SessionInfo } from '@coatcheck/contract'
import { AuthState } from './auth-state'
import { StatusQuestions } from './status-questions'

/** While the end is far, the time left is told this seldom. */
const coarseSeconds = 60

/** The server rounds the time left down: the session may live that much longer. */
const graceSeconds = 1

/**
 * When the session ends unless the person does something, counted from the last answer. What is counted here is only a
 * reason to ask: before a warning, since other requests may have kept the session alive, and at the end, which is the
 * server's to tell.
 */
@Service()
export class SessionExpiry {
  readonly #state = inject(AuthState)
  readonly #questions = inject(StatusQuestions)
  readonly #zone = inject(NgZone)
  readonly #left = signal<number | null>(null)
  #session: SessionInfo | null = null
  // One clock stands still while some machines sleep; the other may be put right by hours. The earlier end counts: at
  // worst the server is asked too early.
  #endsAt = 0
  #endsAtOnWall = 0
  /** So little time must be left for the next question. */
  #askAt = 0
  #warnedOf: string | null = null
  #isTicking = false
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Whole seconds, or null when nobody is logged in. */
  readonly expiresInSeconds = this.#left.asReadonly()
  /** True when the end is near enough for a warning. */
  readonly isExpiring = computed(
    () => (this.#left() ?? Infinity) <= (this.#state.session()?.warnBeforeSeconds ?? -Infinity),
  )

  constructor() {
    this.#tick()
    this.#state.changed$.subscribe(() => this.#tick())
    inject(DestroyRef).onDestroy(() => {
      this.#isTicking = false
      clearTimeout(this.#timer)
    })
  }

  /** Lets the time pass. Before, the time left is that of the last answer. */
  start(): void {
    this.#isTicking = true
    this.#tick()
  }

  #tick(): void {
    clearTimeout(this.#timer)
    const session = this.#state.session()
    if (!session) {
      this.#left.set(null)
      return
    }
    const { id, expiresInSeconds, warnBeforeSeconds } = session
    // Every answer brings a session of its own; a change that brings none has nothing to do with its end.
    if (session !== this.#session) {
      this.#session = session
      this.#endsAt = performance.now() + expiresInSeconds * 1_000
      this.#endsAtOnWall = Date.now() + expiresInSeconds * 1_000
      this.#askAt = expiresInSeconds > warnBeforeSeconds ? warnBeforeSeconds : -graceSeconds
    }
    const left = Math.min(this.#endsAt - performance.now(), this.#endsAtOnWall - Date.now()) / 1_000
    if (left <= this.#askAt) {
      // One question before the warning and one at the end. If there is no answer, others go on asking.
      this.#askAt = this.#askAt < 0 ? -Infinity : -graceSeconds
      void this.#questions
        .ask()
        .catch(() => undefined)
        .then(() => this.#tick())
      return
    }
    const whole = Math.ceil(left)
    this.#left.set(Math.max(0, whole))
    const isExpiring = this.isExpiring()
    if (isExpiring !== (this.#warnedOf === id)) {
      this.#warnedOf = isExpiring ? id : null
      this.#state.announce({ type: isExpiring ? 'expiring' : 'extended', expiresInSeconds: Math.max(0, whole) })
    }
    if (!this.#isTicking) return
    const untilNext = left > warnBeforeSeconds ? Math.min(coarseSeconds, left - warnBeforeSeconds) : 1 + left - whole
    // Outside of Angular, an app with zones is stable all the same.
    this.#zone.runOutsideAngular(() => (this.#timer = setTimeout(() => this.#tick(), untilNext * 1_000)))
  }
}
