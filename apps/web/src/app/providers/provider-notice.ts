import { Component, computed, DOCUMENT, inject, input, signal } from '@angular/core'
import { takeUntilDestroyed } from '@angular/core/rxjs-interop'
import { Router } from '@angular/router'
import { AuthService } from '@coatcheck/angular'
import { filter } from 'rxjs'
import { injectKnownProviders, unnamed } from './inject-known-providers'
import { explain } from './provider-problem-text'
import { readProblem } from './read-problem'

/** Why linking or confirming at a provider led to nothing, on the page that it led back to. */
@Component({
  selector: 'app-provider-notice',
  template: `
    <div [attr.role]="hasTurnedBack() ? 'status' : 'alert'">
      @if (explanation(); as why) {
        <div class="trouble" [class.calm]="why.isCalm">
          <p>
            <strong>{{ why.title }}.</strong> {{ why.text }} {{ why.inside }}
          </p>
          <button type="button" class="plain-button" (click)="close()">Close</button>
        </div>
      }
    </div>
  `,
  styleUrl: './trouble.scss',
  host: { class: 'above-page' },
})
export class ProviderNotice {
  /** The address that the document was loaded for; the router may have led on from it. */
  readonly cameBackTo = input.required<string>()

  readonly #router = inject(Router)
  readonly #document = inject(DOCUMENT)
  readonly #known = injectKnownProviders()
  readonly #isOver = signal(false)
  readonly #path = computed(() => {
    this.#router.lastSuccessfulNavigation()
    return this.#router.url.replace(/[?#].*$/, '')
  })
  readonly #arrivedAt = this.#path()

  readonly #found = computed(() => readProblem(this.#router, this.cameBackTo()))
  protected readonly hasTurnedBack = computed(() => this.#found()?.problem === 'denied')
  protected readonly explanation = computed(() => {
    const [found, known] = [this.#found(), this.#known()]
    // It belongs to the page that it was begun on.
    if (!found || !known || this.#isOver() || this.#path() !== this.#arrivedAt) return null
    return explain(found.problem, known.find(({ id }) => id === found.provider)?.label ?? unnamed)
  })

  constructor() {
    // It is nobody else's business, and old news after another login.
    inject(AuthService)
      .events$.pipe(
        filter(({ type }) => type === 'loggedIn' || type === 'loggedOut' || type === 'userSwitched'),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.#isOver.set(true)
      })
    const found = readProblem(this.#router, this.#router.url)
    // A reload is not to say it once more. Whoever is on the way to another page has left it already.
    if (found && !this.#router.currentNavigation())
      void this.#router.navigateByUrl(found.rest, { replaceUrl: true, scroll: 'manual' })
  }

  protected close(): void {
    this.#isOver.set(true)
    // The button goes, and the focus with it.
    this.#document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }
}
