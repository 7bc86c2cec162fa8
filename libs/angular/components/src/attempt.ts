import { signal } from '@angular/core'

/** Something that takes a moment and can fail, with what a component has to show of it. */
export class Attempt {
  readonly #isPending = signal(false)
  readonly #failure = signal<unknown>(null)

  readonly isPending = this.#isPending.asReadonly()
  /** What the last try failed with, or null. */
  readonly failure = this.#failure.asReadonly()

  /** True when it worked. A second try while the first is under way is none. */
  async run(act: () => Promise<unknown>): Promise<boolean> {
    if (this.#isPending()) return false
    this.#isPending.set(true)
    this.#failure.set(null)
    try {
      await act()
      return true
    } catch (error) {
      this.#failure.set(error)
      return false
    } finally {
      this.#isPending.set(false)
    }
  }

  /** Forgets what failed. */
  reset(): void {
    this.#failure.set(null)
  }
}
