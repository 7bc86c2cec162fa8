import { Component, computed, inject, input } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { ticketOf } from '../../ticket/ticket-of'
import type { CookieLook, SetCookieLook } from '../wire/exchange'
import { OwnRow } from './own-row'

/** A cookie with a seal where its value would be; the seal of the session cookie has the colour of its ticket. */
@Component({
  selector: 'app-sealed-cookie',
  host: { '[class.ticket-paper]': 'hue() !== null', '[style.--ticket-hue]': 'hue()' },
  template: `
    <code>{{ cookie().name }}=</code>
    @if (cookie().length) {
      &ngsp;<span class="seal" aria-hidden="true"></span>&ngsp;<span class="note"
        >{{ cookie().length }} characters, sealed</span
      >
    } @else {
      &ngsp;<span class="note">taken back</span>
    }
    @if (attributes(); as text) {
      <code class="attributes">{{ text }}</code>
    }
  `,
  styleUrl: './sealed-cookie.scss',
})
export class SealedCookie {
  readonly #row = inject(OwnRow)
  readonly #auth = inject(AuthService)
  readonly cookie = input.required<CookieLook | SetCookieLook>()

  protected readonly attributes = computed(() => {
    const cookie = this.cookie()
    return 'attributes' in cookie ? cookie.attributes.join('; ') : ''
  })
  protected readonly hue = computed(() => {
    const session = this.#auth.session()
    return session && this.#row.value()?.cookie.name === this.cookie().name ? ticketOf(session.id).hue : null
  })
}
