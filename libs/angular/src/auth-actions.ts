import { inject, Service } from '@angular/core'
import type { EndReason } from '@coatcheck/contract'
import { AuthError } from './auth-error'
import type { Authenticated, AuthSnapshot } from './auth-snapshot'
import { AuthState } from './auth-state'
import { GuardedPages } from './guarded-pages'
import { StatusQuestions } from './status-questions'

/** What every action does with its answer. */
@Service()
export class AuthActions {
  readonly #state = inject(AuthState)
  readonly #questions = inject(StatusQuestions)
  readonly #guardedPages = inject(GuardedPages)

  /** Passes the answer on; trouble with the server is noticed. */
  async watch<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer
    } catch (error) {
      if (error instanceof AuthError && error.isOutage) this.#questions.noticeOutage(error)
      throw error
    }
  }

  /**
   * Does something for the person who is logged in and takes what came of it; null stands for nothing that is known
   * here. If anything else became known meanwhile, nobody can say which is newer: then the server is asked.
   */
  async change<T>(answer: Promise<T>, after: (answer: T, now: Authenticated) => AuthSnapshot | null): Promise<T> {
    const { revision } = this.#state
    const given = await this.watch(answer)
    const now = this.#state.snapshot()
    const isLatest = now.status === 'authenticated' && revision === this.#state.revision
    const next = isLatest ? after(given, now) : null
    if (next) this.#state.take(next, 'here')
    else void this.#questions.askAnew().catch(() => undefined)
    return given
  }

  /** The session is over because the person ended it. Resolves when guarded pages have been left. */
  async leave(endReason: EndReason): Promise<void> {
    this.#state.beginEpoch({ status: 'anonymous', endReason, isStale: false })
    await this.#guardedPages.checkAgain()
  }
}
