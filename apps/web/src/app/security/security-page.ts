import { Component, computed, effect, inject, input, untracked } from '@angular/core'
import { MatButton } from '@angular/material/button'
import { Router, RouterLink } from '@angular/router'
import { AuthService } from '@coatcheck/angular'
import { Attempt } from '../forms/attempt'
import { News } from '../shell/news'
import { atStart } from './at-start'
import { ChangePasswordForm } from './change-password-form'
import { LogoutAtProvider } from './logout-at-provider'
import { WaysIn } from './ways-in'
import { WaysToLogIn } from './ways-to-log-in'

@Component({
  selector: 'app-security-page',
  imports: [ChangePasswordForm, LogoutAtProvider, MatButton, RouterLink, WaysToLogIn],
  providers: [WaysIn],
  templateUrl: './security-page.html',
})
export class SecurityPage {
  /** The query parameter: the provider that the person left for to link it, or whatever somebody put into the link. */
  readonly linked = input<unknown>()
  /** The query parameter: what came of a round trip to a provider, if it led to nothing. */
  readonly problem = input<unknown>()

  readonly #auth = inject(AuthService)
  readonly #news = inject(News)
  readonly #router = inject(Router)
  protected readonly ways = inject(WaysIn)

  protected readonly leaving = new Attempt()
  /** "Google and Facebook" */
  protected readonly providerLabels = computed(() => {
    const labels = this.ways.all()?.identities.map(({ label }) => label) ?? []
    return new Intl.ListFormat('en').format(new Set(labels))
  })

  constructor() {
    effect(() => {
      const [linked, known] = [this.linked(), this.ways.all()]
      if (linked === undefined || this.problem() !== undefined || !known) return
      untracked(() => {
        this.#tellOf(known.identities.find(({ provider }) => provider === linked)?.label)
      })
    })
  }

  protected async leave(): Promise<void> {
    if (await this.leaving.run(() => this.#auth.logoutEverywhere()))
      this.#news.tell('You are logged out on every device, this one included.')
  }

  /** Only what the list bears out is said, and once: loading the page again is no news. */
  #tellOf(label: string | undefined): void {
    if (label !== undefined) this.#news.tell(`${atStart(label)} is linked: from now on it opens this account, too.`)
    void this.#router.navigate([], {
      queryParams: { linked: null },
      queryParamsHandling: 'merge',
      replaceUrl: true,
      scroll: 'manual',
    })
  }
}
