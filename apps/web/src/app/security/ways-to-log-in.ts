import { Component, computed, DestroyRef, DOCUMENT, inject, signal } from '@angular/core'
import { takeUntilDestroyed } from '@angular/core/rxjs-interop'
import { AuthService, Identities, type Provider } from '@coatcheck/angular'
import { fromEvent } from 'rxjs'
import { Attempt } from '../forms/attempt'
import { ProviderIcon } from '../providers/provider-icon'
import { injectNow } from '../words/inject-now'
import { IdentityRow } from './identity-row'
import { WaysIn } from './ways-in'

/** The password and the providers as rows, and a button for each provider that could be one. */
@Component({
  selector: 'app-ways-to-log-in',
  imports: [IdentityRow, ProviderIcon],
  templateUrl: './ways-to-log-in.html',
  styleUrl: './ways-to-log-in.scss',
})
export class WaysToLogIn {
  protected readonly auth = inject(AuthService)
  protected readonly ways = inject(WaysIn)
  readonly #identities = inject(Identities)

  protected readonly now = injectNow(15_000)
  protected readonly linking = new Attempt()
  /** The provider for whose page this one is being left. */
  protected readonly leavingFor = signal<string | null>(null)
  protected readonly offered = computed(() => this.ways.linkable().filter(({ configured }) => configured))
  /** Told in development alone. */
  protected readonly notSetUp = computed(() =>
    this.ways
      .linkable()
      .filter(({ configured }) => !configured)
      .map(({ label }) => label)
      .join(', '),
  )

  constructor() {
    const view = inject(DOCUMENT).defaultView
    if (!view) return
    // By the button Back the page returns as it was left, and what it shows may be over.
    fromEvent<PageTransitionEvent>(view, 'pageshow')
      .pipe(takeUntilDestroyed(inject(DestroyRef)))
      .subscribe(({ persisted }) => {
        this.leavingFor.set(null)
        if (persisted) void this.ways.reload()
      })
  }

  /** Comes back to this page, which looks for the new row. */
  protected async link({ id, label }: Provider): Promise<void> {
    if (this.linking.isPending()) return
    this.leavingFor.set(id)
    const returnUrl = `/security?linked=${encodeURIComponent(id)}`
    const isLeaving = await this.linking.run(() => this.#identities.link(id, { returnUrl, because: `link ${label}` }))
    if (!isLeaving) this.leavingFor.set(null)
  }

  /** The button goes away while it asks, so the focus moves on to where the answer will be. */
  protected retry(heading: HTMLElement): void {
    void this.ways.reload()
    heading.focus()
  }
}
