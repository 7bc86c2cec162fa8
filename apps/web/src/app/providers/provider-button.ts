import { Component, computed, inject, input, linkedSignal } from '@angular/core'
import type { Provider } from '@coatcheck/angular'
import { ProviderIcon } from './provider-icon'
import { WayOut } from './way-out'

let rendered = 0

/** Leads to the login page of a provider, or says why it cannot. */
@Component({
  selector: 'app-provider-button',
  imports: [ProviderIcon],
  template: `
    <button
      type="button"
      class="plain-button"
      [attr.aria-disabled]="isBusy() || !provider().configured || null"
      [attr.aria-describedby]="hint() ? hintId : null"
      (click)="leave()"
    >
      <app-provider-icon [icon]="provider().icon" />
      <span>{{ isLeaving() ? leaving() : words() }}</span>
    </button>
    @if (hint(); as text) {
      <p class="quiet" [id]="hintId">{{ text }}</p>
    }
    <span class="visually-hidden" role="status">{{ isLeaving() ? leaving() : '' }}</span>
  `,
  styleUrl: './provider-button.scss',
  host: { '[class.waits]': 'isBusy()' },
})
export class ProviderButton {
  readonly provider = input.required<Provider>()
  readonly words = input.required<string>()
  /** Where to go on to afterwards: a path of ours. */
  readonly returnUrl = input.required<string>()
  readonly remember = input(false)

  readonly #wayOut = inject(WayOut)

  protected readonly hintId = `provider-hint-${(++rendered).toString()}`
  protected readonly isBusy = computed(() => this.#wayOut.leavingFor() !== null)
  /** The login page may have two buttons for one provider: the one that was pressed speaks. */
  protected readonly isLeaving = linkedSignal({ source: this.#wayOut.leavingFor, computation: () => false })
  protected readonly leaving = computed(() => `Leading you to ${this.provider().label}…`)
  protected readonly hint = computed(() => {
    const { available, configured, label } = this.provider()
    if (!configured) return 'Not set up yet: its secret is missing. Whoever runs this site can set it.'
    return available ? null : `There is trouble with ${label} at the moment. You can try all the same.`
  })

  protected leave(): void {
    if (!this.provider().configured || this.isBusy()) return
    this.#wayOut.leave(this.provider().id, { returnUrl: this.returnUrl(), remember: this.remember() })
    this.isLeaving.set(true)
  }
}
