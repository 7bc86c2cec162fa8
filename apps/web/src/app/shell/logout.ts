import { computed, inject, Service, signal } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { problemText } from '../words/problem-text'

/** The logout, with what the page has to show of it: it takes a moment, and it can fail. */
@Service()
export class Logout {
  readonly #auth = inject(AuthService)
  readonly #isPending = signal(false)
  readonly #failure = signal<{ readonly sessionId: string | null; readonly text: string } | null>(null)

  readonly isPending = this.#isPending.asReadonly()
  /** Why the person is still logged in, or null. It belongs to the session that was to end, not to a later one. */
  readonly failure = computed(() => {
    const failure = this.#failure()
    return failure && failure.sessionId === this.#sessionId() ? failure.text : null
  })

  async run(): Promise<void> {
    if (this.#isPending()) return
    this.#isPending.set(true)
    try {
      await this.#auth.logout()
      this.#failure.set(null)
    } catch (error) {
      this.#failure.set({ sessionId: this.#sessionId(), text: problemText(error) })
    } finally {
      this.#isPending.set(false)
    }
  }

  #sessionId(): string | null {
    return this.#auth.session()?.id ?? null
  }
}
