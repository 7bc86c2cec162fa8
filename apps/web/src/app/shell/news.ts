import { inject, linkedSignal, Service } from '@angular/core'
import { AuthService } from '@coatcheck/angular'

interface Item {
  /** The same sentence twice is news twice. */
  readonly id: number
  readonly text: string
}

/** What has just been done, in a sentence: the last of it, until it has been there long enough. */
@Service()
export class News {
  readonly #userId = inject(AuthService).userId
  /** It is nobody else's business. */
  readonly #latest = linkedSignal<string | null, Item | null>({
    source: this.#userId,
    computation: () => null,
  })

  #told = 0

  readonly latest = this.#latest.asReadonly()

  tell(text: string): void {
    this.#latest.set({ id: ++this.#told, text })
  }

  dismiss(): void {
    this.#latest.set(null)
  }
}
