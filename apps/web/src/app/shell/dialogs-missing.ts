import { Component, computed, effect, inject, linkedSignal } from '@angular/core'
import { Router } from '@angular/router'
import { AuthService } from '@coatcheck/angular'
import { Connection } from './connection'
import { LOAD_DOCUMENT } from './load-document'

/**
 * Stands in for the dialogs of the session whose code does not come: a deployment has replaced it, or the connection
 * is bad. Nobody waits for them, and whoever would have seen one is told, and can load the page anew.
 */
@Component({
  selector: 'app-dialogs-missing',
  template: `
    <div role="alert">
      @if (sentence(); as text) {
        <p class="missing">
          <span>{{ text }}</span>
          @if (isInReach()) {
            <button type="button" class="plain-button" (click)="reload()">Reload the page</button>
          }
        </p>
      }
    </div>
  `,
  styleUrl: './dialogs-missing.scss',
})
export class DialogsMissing {
  readonly #auth = inject(AuthService)
  readonly #connection = inject(Connection)
  readonly #router = inject(Router)
  readonly #loadDocument = inject(LOAD_DOCUMENT)

  /** It belongs to the page on which it was wanted, and is nobody else's business. */
  readonly #wasWanted = linkedSignal({
    source: () => [this.#auth.userId(), this.#router.lastSuccessfulNavigation()],
    computation: () => false,
  })
  protected readonly sentence = computed(() => {
    if (this.#wasWanted())
      return 'You have to confirm that it is you, and the part of this page that asks for it has not arrived.'
    return this.#auth.isExpiring()
      ? 'You will be logged out soon, and the part of this page that says more has not arrived.'
      : null
  })
  /** Loading it otherwise would put the browser's own error page in the place of ours. */
  protected readonly isInReach = computed(() => !this.#connection.isOffline() && !this.#auth.isStale())

  constructor() {
    effect(() => {
      if (!this.#auth.reauthenticationWanted()) return
      this.#wasWanted.set(true)
      this.#auth.cancelReauthentication()
    })
  }

  protected reload(): void {
    // With a fragment the browser would only scroll.
    this.#loadDocument(this.#router.url.replace(/#.*$/, ''))
  }
}
