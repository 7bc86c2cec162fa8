import { DatePipe } from '@angular/common'
import { Component, computed, inject, signal } from '@angular/core'
import { AuthService, CoatAvatar } from '@coatcheck/angular'
import { injectKnownProviders } from '../providers/inject-known-providers'
import { Ticket } from '../ticket/ticket'
import { ProfileGaps } from '../welcome/profile-gaps'

@Component({
  selector: 'app-profile-page',
  imports: [CoatAvatar, DatePipe, ProfileGaps, Ticket],
  templateUrl: './profile-page.html',
  styleUrl: './profile-page.scss',
})
export class ProfilePage {
  protected readonly auth = inject(AuthService)

  readonly #methods = computed(() => this.auth.session()?.methods ?? [])
  /** Nobody else has to ask. */
  readonly #providers = this.#methods().some((method) => method !== 'password') ? injectKnownProviders() : signal([])
  /** In words; empty until the words are known. */
  protected readonly loggedInWith = computed(() => {
    const providers = this.#providers()
    return providers
      ? this.#methods()
          .map((method) => providers.find(({ id }) => id === method)?.label ?? method)
          .join(', ')
      : ''
  })
}
