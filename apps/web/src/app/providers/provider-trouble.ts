import { Component, computed, input } from '@angular/core'
import type { ProviderProblem } from '@coatcheck/angular'
import { injectKnownProviders, unnamed } from './inject-known-providers'
import { ProviderButton } from './provider-button'
import { explain } from './provider-problem-text'

/** On the login page: why the way through a provider led to nothing, and what to do next. */
@Component({
  selector: 'app-provider-trouble',
  imports: [ProviderButton],
  template: `
    <div [attr.role]="problem() === 'denied' ? 'status' : 'alert'">
      @if (explanation(); as why) {
        <div class="trouble" [class.calm]="why.isCalm">
          <h2>{{ why.title }}</h2>
          <p>{{ why.text }} {{ why.atLogin }}</p>
        </div>
      }
    </div>
    @if (retry(); as again) {
      <app-provider-button
        [provider]="again"
        [words]="'Try again with ' + again.label"
        [returnUrl]="returnUrl()"
        [remember]="remember()"
      />
    }
  `,
  styleUrl: './trouble.scss',
})
export class ProviderTrouble {
  readonly problem = input.required<ProviderProblem>()
  /** The query parameter: whatever somebody put into the link. */
  readonly provider = input<unknown>()
  /** Where to go on to after another try. */
  readonly returnUrl = input.required<string>()
  readonly remember = input(false)

  readonly #known = injectKnownProviders()
  readonly #named = computed(() => this.#known()?.find(({ id }) => id === this.provider()) ?? null)

  /** Said once and at once with the right name: null until that is known. */
  protected readonly explanation = computed(() =>
    this.#known() ? explain(this.problem(), this.#named()?.label ?? unnamed) : null,
  )
  protected readonly retry = computed(() => {
    const canTryAgain = this.explanation()?.canTryAgain === true && this.#named()?.configured === true
    return canTryAgain ? this.#named() : null
  })
}
