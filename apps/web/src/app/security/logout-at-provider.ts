import { Component, computed, inject } from '@angular/core'
import { AuthService, LoginProviders } from '@coatcheck/angular'
import { Attempt } from '../forms/attempt'
import { WaysIn } from './ways-in'

/** For a session that began at a provider, where the person may still be logged in when it is over here. */
@Component({
  selector: 'app-logout-at-provider',
  template: `
    @if (label(); as label) {
      <section aria-labelledby="at-provider">
        <h2 id="at-provider">Log out at {{ label }}, too</h2>
        <p class="quiet">
          You came in through {{ label }}. On a computer that others use, log out there as well, or the next person gets
          in here with one click. If {{ label }} has no page for that, you are logged out here alone.
        </p>
        <div role="alert">
          @if (leaving.failure(); as failure) {
            <p class="form-problem"><strong>You are still logged in here.</strong> {{ failure }}</p>
          }
        </div>
        <p class="next">
          <button
            type="button"
            class="plain-button"
            [attr.aria-disabled]="leaving.isPending() || null"
            (click)="leave()"
          >
            {{ leaving.isPending() ? 'Logging out…' : 'Log out here and at ' + label }}
          </button>
        </p>
      </section>
    }
  `,
})
export class LogoutAtProvider {
  readonly #auth = inject(AuthService)
  readonly #ways = inject(WaysIn)
  readonly #providers = inject(LoginProviders)

  protected readonly leaving = new Attempt()
  protected readonly label = computed(() => {
    const method = this.#auth.session()?.methods[0]
    return this.#ways.all()?.providers.find(({ id }) => id === method)?.label ?? null
  })

  protected async leave(): Promise<void> {
    await this.leaving.run(() => this.#providers.logout())
  }
}
