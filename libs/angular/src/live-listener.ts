import { inject, Service } from '@angular/core'
import { authPaths } from '@coatcheck/contract'
import { AuthError } from './auth-error'
import { AuthState } from './auth-state'
import { COATCHECK_CONFIG } from './coatcheck-config'
import { listenToLiveStream } from './live-stream'
import { Pause } from './pause'
import { retryDelay } from './retry-delay'
import { SessionExpiry } from './session-expiry'
import { StatusQuestions } from './status-questions'

/** A stream that lived so long was all right: what broke it is a new story. */
const steadyMilliseconds = 60_000

/** After a restart of the server all browsers come back: neither at once nor together. */
const firstAttempt = 2

/** What is known is hardly older than the stream, which begins with what has happened to the session by then. */
const freshMilliseconds = 5_000

/** Listens to the server's events, and comes back after a break. Every event is a reason to ask, and no more. */
@Service()
export class LiveListener {
  readonly #questions = inject(StatusQuestions)
  readonly #expiry = inject(SessionExpiry)
  readonly #url = inject(COATCHECK_CONFIG).prefix + authPaths.events
  readonly #pause = new Pause()

  #answeredAt = Date.now()
  #isBack = false

  constructor() {
    inject(AuthState).changed$.subscribe(() => (this.#answeredAt = Date.now()))
  }

  readonly #on = {
    // What happened while nobody listened is not told again. A page that was served a moment ago has missed nothing.
    open: () => {
      if (this.#isBack || Math.abs(Date.now() - this.#answeredAt) > freshMilliseconds) this.#ask()
    },
    session_ended: () => this.#ask(),
    profile_changed: () => this.#ask(),
    session_expiring: () => this.#ask(),
    // Every use of the app extends the session. Only who warns has to know; the others ask before they do.
    session_extended: () => {
      if (this.#expiry.isExpiring()) this.#ask()
    },
  }

  /** Resolves when it is given up, or where the browser has no such streams. */
  async listen(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.#pause.end())
    try {
      for (let attempt = firstAttempt; ; attempt++) {
        const startedAt = Date.now()
        this.#isBack = attempt > firstAttempt
        const wasOpen = await listenToLiveStream(this.#url, signal, this.#on)
        signal.throwIfAborted()
        if (Date.now() - startedAt > steadyMilliseconds) attempt = firstAttempt
        await this.#pause.wait(retryDelay(attempt, new AuthError('offline')))
        signal.throwIfAborted()
        // A stream does not say why it was refused. The status does: logged out, or an outage, which is waited out.
        if (!wasOpen) await this.#questions.ask().catch(() => this.#questions.askUntilAnswered())
        signal.throwIfAborted()
      }
    } catch {
      // Given up, or there is no EventSource: the app goes on without it.
    }
  }

  #ask(): void {
    this.#questions.askAnew().catch(() => undefined)
  }
}
