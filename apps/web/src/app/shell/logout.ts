import { inject, Service, signal } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { problemText } from '../words/problem-text'

/** The logout, with what the page has to show of it: it takes a moment, and it can fail. */
@Service()
export class Logout {
  readonly #auth = inject(AuthService)
  readonly #isPending = signal(false)
  readonly #failure = signal<string | null>(null)

  readonly isPending = this.#isPending.asReadonly()
  /** Why the person is still logged in, or null. */
  readonly failure = this.#failure.asReadonly()

  async run(): Promise<void> {
    if (this.#isPending()) return
    this.#isPending.set(true)
    try {
      await this.#auth.logout()
      this.#failure.set(null)
    } catch (error) {
      this.#failure.set(problemText(error))
    } finally {
      this.#isPending.set(false)
    }
  }
}
