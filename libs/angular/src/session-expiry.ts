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
  #since = readClocks()
  /** So little time must be left for the next question. */
  #askAt = 0
  #warnedOf: string | null = null
  #isTicking = false
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Whole seconds, or null when nobody is logged in. */
  readonly expiresInSeconds = this.#left.asReadonly()
  /** True when the end is near enough for a warning. */
  readonly isExpiring = computed(() => {
    const [left, session] = [this.#left(), this.#state.session()]
    return left !== null && session !== null && left <= session.warnBeforeSeconds
  })

  constructor() {
    this.#follow()
    this.#state.changed$.subscribe(() => this.#follow())
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

  /** Every answer brings a session of its own; a change that brings none has nothing to do with its end. */
  #follow(): void {
    const session = this.#state.session()
    if (session !== this.#session) {
      this.#session = session
      this.#since = readClocks()
      const isNear = session !== null && session.expiresInSeconds <= session.warnBeforeSeconds
      this.#askAt = isNear ? -graceSeconds : (session?.warnBeforeSeconds ?? 0)
    }
    this.#tick()
  }

  #tick(): void {
    clearTimeout(this.#timer)
    if (!this.#session) {
      this.#left.set(null)
      return
    }
    const { expiresInSeconds, warnBeforeSeconds } = this.#session
    const left = expiresInSeconds - (this.#isTicking ? secondsSince(this.#since) : 0)
    if (left <= this.#askAt) {
      // One question before the warning and one at the end. If there is no answer, others go on asking.
      this.#askAt = this.#askAt < 0 ? -Infinity : -graceSeconds
      void this.#questions
        .ask()
        .catch(() => undefined)
        .then(() => this.#tick())
      return
    }
    this.#tell(this.#session, Math.max(0, Math.ceil(left)))
    const untilNext =
      left > warnBeforeSeconds ? Math.min(coarseSeconds, left - warnBeforeSeconds) : 1 + left - Math.ceil(left)
    if (this.#isTicking && Number.isFinite(this.#askAt)) {
      // An app with zones is stable all the same.
      this.#zone.runOutsideAngular(() => (this.#timer = setTimeout(() => this.#tick(), untilNext * 1_000)))
    }
  }

  #tell({ id }: SessionInfo, expiresInSeconds: number): void {
    this.#left.set(expiresInSeconds)
    const isExpiring = this.isExpiring()
    if (isExpiring === (this.#warnedOf === id)) return
    this.#warnedOf = isExpiring ? id : null
    this.#state.announce({ type: isExpiring ? 'expiring' : 'extended', expiresInSeconds })
  }
}

/**
 * A clock that only goes forward stands still while some machines sleep; the other one may be put right by hours. The
 * one that says more counts: at worst the server is asked too early.
 */
function readClocks() {
  return { monotonic: performance.now(), wall: Date.now() }
}

function secondsSince(then: ReturnType<typeof readClocks>): number {
  const now = readClocks()
  return Math.max(now.monotonic - then.monotonic, now.wall - then.wall) / 1_000
}
