import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core'
import { AuthService, type LoginWithOptions } from '@coatcheck/angular'

/** Whoever stopped the browser meanwhile may press again, in milliseconds: nothing tells a page that it stays. */
const patience = 10_000

/** The way to a provider's page. It takes a moment, and one at a time is enough. */
@Service()
export class WayOut {
  readonly #auth = inject(AuthService)
  readonly #leavingFor = signal<string | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined

  /** The provider whose page is on its way, or null. */
  readonly leavingFor = this.#leavingFor.asReadonly()

  constructor() {
    const view = inject(DOCUMENT).defaultView
    // Somebody came back by the browser's Back button, and the page is as it was.
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      if (persisted) this.#stay()
    }
    view?.addEventListener('pageshow', comeBack)
    inject(DestroyRef).onDestroy(() => {
      view?.removeEventListener('pageshow', comeBack)
      clearTimeout(this.#timer)
    })
  }

  leave(provider: string, options: LoginWithOptions): void {
    if (this.#leavingFor() !== null) return
    this.#leavingFor.set(provider)
    this.#timer = setTimeout(() => {
      this.#stay()
    }, patience)
    this.#auth.loginWith(provider, options)
  }

  #stay(): void {
    clearTimeout(this.#timer)
    this.#leavingFor.set(null)
  }
}
