import { Component, computed, inject, linkedSignal } from '@angular/core'
import { toSignal } from '@angular/core/rxjs-interop'
import { NavigationEnd, Router, RouterLink } from '@angular/router'
import { AuthService, type EndReason } from '@coatcheck/angular'
import { filter, map } from 'rxjs'
import { endReasonText } from '../words/end-reason-text'

/** There is nothing to log in to. */
const withoutLogin: readonly (EndReason | null)[] = ['account_deleted', 'account_disabled']

/** No page yet, and the pages that log in. */
const hasOwnWords = /^(\/login|\/register)?([?#]|$)/

/** Why somebody is logged out who did not want to be, on pages that stay open all the same. */
@Component({
  selector: 'app-ended-here',
  imports: [RouterLink],
  template: `
    <div role="status">
      @if (sentence(); as text) {
        <p class="notice ended">
          <span>{{ text }}</span>
          @if (canLogIn()) {
            <a class="plain-button" routerLink="/login" [queryParams]="{ returnUrl: url() }">Log in again</a>
          }
          <button type="button" class="plain-button" (click)="isDismissed.set(true)">Close</button>
        </p>
      }
    </div>
  `,
  styleUrl: './notices.scss',
})
export class EndedHere {
  readonly #reason = inject(AuthService).endReason
  readonly #router = inject(Router)

  protected readonly url = toSignal(
    this.#router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(({ urlAfterRedirects }) => urlAfterRedirects),
    ),
    { initialValue: '' },
  )
  protected readonly isDismissed = linkedSignal({ source: this.#reason, computation: () => false })
  protected readonly canLogIn = computed(() => !withoutLogin.includes(this.#reason()))
  protected readonly sentence = computed(() => {
    const reason = this.#reason()
    // The way to the login page may be under way, which says it.
    if (this.#router.currentNavigation()) return null
    // Whoever logged out knows. The pages that log in say it by themselves.
    if (reason === null || reason === 'logged_out' || this.isDismissed()) return null
    return hasOwnWords.test(this.url()) ? null : endReasonText[reason]
  })
}
