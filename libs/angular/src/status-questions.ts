import { isPlatformBrowser } from '@angular/common'
import { DestroyRef, inject, PLATFORM_ID, Service } from '@angular/core'
import { authPaths } from '@coatcheck/contract'
import { AuthApi, statusPath } from './auth-api'
import type { AuthError } from './auth-error'
import type { AuthEventSource } from './auth-event'
import { AuthState } from './auth-state'
import type { AuthSnapshot } from './auth-snapshot'
import { COATCHECK_CONFIG } from './coatcheck-config'
import { Pause } from './pause'
import { retryDelay } from './retry-delay'
import { toSnapshot } from './to-snapshot'
import { warnOfWiringMistake } from './wiring-mistake'

declare const ngDevMode: boolean | undefined

/** Longer than the answer that carries the new token can be behind the one that knows of it. */
const secondLookAfterMilliseconds = 1_000

/** Asks the server who is logged in: one question at a time, shared by everybody who waits for it. */
@Service()
export class StatusQuestions {
  readonly #api = inject(AuthApi)
  readonly #state = inject(AuthState)
  readonly #isBrowser = isPlatformBrowser(inject(PLATFORM_ID))
  readonly #destroyRef = inject(DestroyRef)
  readonly #config = inject(COATCHECK_CONFIG)
  #asking: { readonly epoch: number; readonly answered: Promise<void> } | null = null
  /** On whose word the question under way is asked. */
  #source: AuthEventSource = 'server'
  #untilAnswered: Promise<void> | null = null
  #hasWarned = false
  readonly #pause = new Pause()
  readonly #secondLook = new Pause()

  constructor() {
    // Otherwise a long pause of this outage would be the beginning of the next one.
    this.#state.changed$.subscribe(() => {
      if (!this.#isWanting()) this.#pause.end()
    })
  }

  /** Asks once; rejects with an `AuthError` when there is no answer, keeps what was known and goes on asking. */
  async ask(source: AuthEventSource = 'server'): Promise<void> {
    try {
      await this.#joinQuestion(source)
    } catch (error) {
      void this.#goOnAsking(error as AuthError)
      throw error
    }
  }

  /** Like {@link ask}, but never content with an answer that may be older than this call. */
  async askAnew(source: AuthEventSource = 'server'): Promise<void> {
    if (source === 'tab') {
      this.#source = source
      this.#secondLook.end()
    }
    if (this.#asking?.epoch === this.#state.epoch) await this.#asking.answered.catch(() => undefined)
    await this.ask(source)
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
    this.#pause.end()
  }

  #joinQuestion(source: AuthEventSource = 'server'): Promise<void> {
    const epoch = this.#state.epoch
    if (this.#asking?.epoch === epoch) return this.#asking.answered
    this.#source = source
    const answered = this.#question(epoch).finally(() => {
      if (this.#asking === asking) this.#asking = null
    })
    const asking = { epoch, answered }
    this.#asking = asking
    return answered
  }

  async #question(epoch: number): Promise<void> {
    try {
      await this.#answer(epoch)
    } catch (error) {
      if (epoch === this.#state.epoch) this.#state.markStale()
      // Not `isDevMode()`: of this the build knows that it is never true in production, and drops the text.
      if (typeof ngDevMode === 'undefined' || ngDevMode) {
        const url = this.#config.prefix + authPaths.status
        if (!this.#hasWarned) this.#hasWarned = warnOfWiringMistake(url, error as AuthError)
      }
      throw error
    }
  }

  /** Takes an answer, unless it is out of date. */
  async #answer(epoch: number, isSecondLook = false): Promise<void> {
    const { revision } = this.#state
    const snapshot = await this.#api.send('GET', statusPath, toSnapshot)
    if (epoch !== this.#state.epoch) return
    // What became known while it was under way may be newer, or older: only another answer tells.
    if (revision !== this.#state.revision) return this.#answer(epoch, isSecondLook)
    // What another tab says, too, needs no second look.
    if (isSecondLook || this.#source === 'tab' || !this.#isDoubtful(snapshot)) {
      this.#state.take(snapshot, this.#source)
      return
    }
    await this.#secondLook.wait(secondLookAfterMilliseconds)
    if (epoch === this.#state.epoch) await this.#answer(epoch, true)
  }

  /**
   * "Logged out" without a reason, of a person who was logged in. Where the token is being exchanged for another one,
   * here or in another tab, the server no longer knows the old one, and this browser does not have the new one yet.
   */
  #isDoubtful(snapshot: AuthSnapshot): boolean {
    return this.#state.snapshot().userId !== undefined && !snapshot.userId && !snapshot.endReason
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
      if (lastFailure) await this.#pause.wait(retryDelay(pauses++, lastFailure))
      // A login in the meantime is an answer too.
      if (!this.#isWanting()) return
      lastFailure = await this.#joinQuestion().then(
        () => null,
        (failed: unknown) => failed as AuthError,
      )
    }
  }

  #isWanting(): boolean {
    const { status, isStale } = this.#state.snapshot()
    return !this.#destroyRef.destroyed && (status === 'unknown' || isStale)
  }
}
