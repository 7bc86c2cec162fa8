import { inject, Service } from '@angular/core'
import type { EndReason } from '@coatcheck/contract'
import type { Authenticated, AuthSnapshot } from './auth-snapshot'
import { AuthState } from './auth-state'
import { GuardedPages } from './guarded-pages'
import { StatusQuestions } from './status-questions'

/** What comes of an action. */
@Service()
export class AuthActions {
  readonly #state = inject(AuthState)
  readonly #questions = inject(StatusQuestions)
  readonly #guardedPages = inject(GuardedPages)

  /**
   * Takes what the answer says about the person who is logged in; null stands for nothing that is known here. If
   * anything else became known meanwhile, nobody can say which is newer: then the server is asked.
   */
  async change<T>(answer: Promise<T>, after: (answer: T, now: Authenticated) => AuthSnapshot | null): Promise<T> {
    const { revision } = this.#state
    const given = await answer
    const now = this.#state.snapshot()
    const isLatest = now.userId && revision === this.#state.revision
    const next = isLatest ? after(given, now) : null
    if (next) this.#state.take(next, 'here')
    else void this.#questions.askAnew().catch(() => undefined)
    return given
  }

  /** After the answer the session is over. Resolves when guarded pages have been left. */
  async end(answer: Promise<void>, endReason: EndReason): Promise<void> {
    await answer
    this.#state.take({ status: 'anonymous', endReason, isStale: false }, 'here')
    await this.#guardedPages.checkAgain()
  }
}
