import { afterNextRender, Component, DestroyRef, ElementRef, inject, Injector, input, signal } from '@angular/core'
import { LoginProviders, type Provider } from '@coatcheck/angular'
import { ProviderButton } from './provider-button'

/** The other ways in. They stand below a form, which stays where it is when they come. */
@Component({
  selector: 'app-provider-buttons',
  imports: [ProviderButton],
  templateUrl: './provider-buttons.html',
  styleUrl: './provider-buttons.scss',
})
export class ProviderButtons {
  /** "Log in with", "Continue with": the name of the provider follows. */
  readonly verb = input.required<string>()
  /** Where to go on to afterwards: a path of ours. */
  readonly returnUrl = input.required<string>()
  readonly remember = input(false)

  readonly #providers = inject(LoginProviders)
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef)
  readonly #injector = inject(Injector)
  readonly #destroyRef = inject(DestroyRef)

  protected readonly providers = signal<readonly Provider[]>([])
  protected readonly hasFailed = signal(false)
  protected readonly isLoading = signal(false)

  constructor() {
    void this.#load()
  }

  protected async tryAgain(): Promise<void> {
    if (this.isLoading()) return
    await this.#load()
    if (this.hasFailed() || this.#destroyRef.destroyed) return
    // The button that had the focus is gone.
    const focusFirst = () => this.#element.nativeElement.querySelector('button')?.focus()
    afterNextRender({ read: focusFirst }, { injector: this.#injector })
  }

  async #load(): Promise<void> {
    this.isLoading.set(true)
    try {
      this.providers.set(await this.#providers.list())
      this.hasFailed.set(false)
    } catch {
      this.hasFailed.set(true)
    } finally {
      this.isLoading.set(false)
    }
  }
}
