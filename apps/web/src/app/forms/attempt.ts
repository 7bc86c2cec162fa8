import { signal } from '@angular/core'
import { problemText } from '../words/problem-text'

/** Something that takes a moment and can fail, with what a page has to show of it. */
export class Attempt {
  readonly #isPending = signal(false)
  readonly #failure = signal<string | null>(null)

  readonly isPending = this.#isPending.asReadonly()
  /** Why the last try came to nothing, in words; null while there is nothing to say. */
  readonly failure = this.#failure.asReadonly()

  /** True when it worked. One at a time: a second try while the first is under way is none. */
  async run(act: () => Promise<void>): Promise<boolean> {
    if (this.#isPending()) return false
    this.#isPending.set(true)
    this.#failure.set(null)
    try {
      await act()
      return true
    } catch (error) {
      this.#failure.set(problemText(error))
      return false
    } finally {
      this.#isPending.set(false)
    }
  }
}
