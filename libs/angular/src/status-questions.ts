import { isPlatformBrowser } from '@angular/common'
import { DestroyRef, inject, isDevMode, PLATFORM_ID, Service } from '@angular/core'
import { authPaths } from '@coatcheck/contract'
import { AuthApi } from './auth-api'
import type { AuthError } from './auth-error'
import { AuthState } from './auth-state'
import { COATCHECK_CONFIG } from './coatcheck-config'
import { retryDelay } from './retry-delay'
import { toAuthError } from './to-auth-error'
import { wiringMistake } from './wiring-mistake'

/** Asks the server who is logged in: one question at a time, shared by everybody who waits for it. */
@Service()
export class StatusQuestions {
  readonly #api = inject(AuthApi)
  readonly #state = inject(AuthState)
  readonly #isBrowser = isPlatformBrowser(inject(PLATFORM_ID))
  readonly #destroyRef = inject(DestroyRef)
  readonly #url = inject(COATCHECK_CONFIG).prefix + authPaths.status
  #asking: { readonly epoch: number; readonly answered: Promise<void> } | null = null
  #untilAnswered: Promise<void> | null = null
  #hasWarned = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #endPause: () => void = () => undefined

  constructor() {
    // Otherwise a long pause of this outage would be the beginning of the next one.
    this.#state.changed$.subscribe(() => {
      if (!this.#isWanting()) this.#wake()
    })
    this.#destroyRef.onDestroy(() => {
      clearTimeout(this.#timer)
    })
  }

  /** Asks once; rejects with an `AuthError` when there is no answer, keeps what was known and goes on asking. */
  async ask(): Promise<void> {
    try {
      await this.#joinQuestion()
    } catch (error) {
      void this.#goOnAsking(toAuthError(error))
      throw error
    }
  }

  /** Like {@link ask}, but never content with an answer that may be older than this call. */
  async askAnew(): Promise<void> {
    if (this.#asking?.epoch === this.#state.epoch) await this.#asking.answered.catch(() => undefined)
    await this.ask()
  }

  /**
   * Asks until there is an answer, in the browser. On a server it asks once and rejects, since a rendering that
   * waits for ever helps nobody.
   */
  askUntilAnswered(): Promise<void> {
    return this.#isBrowser ? this.#goOnAsking(null) : this.#joinQuestion()
  }

  /** Somebody else noticed that the server is in trouble: keep the state, wait, and ask until it is well. */
  noticeOutage(failure: AuthError): void {
    // One broken route says nothing about the others, and asking because of it would never come to an end.
    if (failure.code === 'internal_error') return
    this.#state.markStale()
    void this.#goOnAsking(failure)
  }

  /** Somebody else got an answer to what was sent during the outage: no need to wait any longer. */
  noticeAnswer(): void {
    this.#wake()
  }

  #joinQuestion(): Promise<void> {
    const epoch = this.#state.epoch
    if (this.#asking?.epoch === epoch) return this.#asking.answered
    const answered = this.#question(epoch).finally(() => {
      if (this.#asking === asking) this.#asking = null
    })
    const asking = { epoch, answered }
    this.#asking = asking
    return answered
  }

  async #question(epoch: number): Promise<void> {
    try {
      const snapshot = await this.#api.status()
      if (epoch === this.#state.epoch) this.#state.take(snapshot)
    } catch (error) {
      if (epoch === this.#state.epoch) this.#state.markStale()
      const failure = toAuthError(error)
      this.#warn(failure)
      throw failure
    }
  }

  #warn(failure: AuthError): void {
    const mistake = isDevMode() && !this.#hasWarned ? wiringMistake(this.#url, failure) : null
    if (!mistake) return
    this.#hasWarned = true
    console.warn(mistake)
  }

  #goOnAsking(failure: AuthError | null): Promise<void> {
    if (!this.#isBrowser) return Promise.resolve()
    this.#untilAnswered ??= this.#untilAnswer(failure).finally(() => (this.#untilAnswered = null))
    return this.#untilAnswered
  }

  async #untilAnswer(failure: AuthError | null): Promise<void> {
    let lastFailure = failure
    let pauses = 0
    while (this.#isWanting()) {
      if (lastFailure) await this.#pause(retryDelay(pauses++, lastFailure))
      // A login in the meantime is an answer too.
      if (!this.#isWanting()) return
      lastFailure = await this.#joinQuestion().then(() => null, toAuthError)
    }
  }

  #isWanting(): boolean {
    const { status, isStale } = this.#state.snapshot()
    return !this.#destroyRef.destroyed && (status === 'unknown' || isStale)
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#timer = setTimeout(resolve, milliseconds)
      this.#endPause = resolve
    })
  }

  #wake(): void {
    clearTimeout(this.#timer)
    this.#endPause()
  }
}
