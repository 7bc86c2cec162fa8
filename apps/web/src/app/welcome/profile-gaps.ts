import { Component, computed, inject } from '@angular/core'
import { Router, RouterLink } from '@angular/router'
import { injectProfileIncomplete } from '@coatcheck/angular'

const texts = {
  name: { fact: 'No name yet', offer: 'tell us what to call you' },
  email: { fact: 'No e-mail address yet', offer: 'add one' },
  both: { fact: 'Neither a name nor an e-mail address yet', offer: 'add them' },
}

/** A quiet line for whoever said "Not now"; nothing when nothing is missing. */
@Component({
  selector: 'app-profile-gaps',
  imports: [RouterLink],
  template: `
    @if (text(); as text) {
      <p class="quiet">
        {{ text.fact }}: <a routerLink="/welcome" [queryParams]="{ returnUrl: page() }">{{ text.offer }}</a>.
      </p>
    }
  `,
})
export class ProfileGaps {
  readonly #router = inject(Router)
  readonly #gaps = injectProfileIncomplete()

  protected readonly page = computed(() => {
    // The URL itself is no signal, and a problem that was told leaves it.
    this.#router.lastSuccessfulNavigation()
    return this.#router.url
  })
  protected readonly text = computed(() => {
    const [gap, another] = this.#gaps()
    return gap && texts[another ? 'both' : gap]
  })
}
