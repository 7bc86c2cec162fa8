import {
  Component,
  computed,
  DOCUMENT,
  effect,
  ElementRef,
  inject,
  input,
  linkedSignal,
  untracked,
} from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { Attempt } from './attempt'
import { durationText } from './duration-text'
import { commonStyles } from './styles'
import { textsOf } from './texts-of'
import { troubleText } from './trouble-text'

/** What {@link CoatExpiryWarning} says. Times come as `time` has written them. */
export interface ExpiryWarningTexts {
  readonly title: string
  readonly time: (seconds: number) => string
  readonly ends: (time: string) => string
  /** The session cannot be extended: it has lived as long as sessions may. */
  readonly endsForGood: (time: string) => string
  readonly stay: string
  readonly staying: string
  readonly logOut: string
  readonly stays: string
  readonly failed: (error: unknown) => string
}

const defaults: ExpiryWarningTexts = {
  title: 'Still there?',
  time: durationText,
  ends: (time) => `You will be logged out in ${time}.`,
  endsForGood: (time) =>
    `You have been logged in for a long time and will be logged out in ${time}. Save your work, then log in again.`,
  stay: 'Stay logged in',
  staying: 'One moment…',
  logOut: 'Log out',
  stays: 'You stay logged in.',
  failed: (error) => `That did not work. ${troubleText(error)}`,
}

/** A screen reader says the time left so often, in seconds, and not each second. */
const announcedAt = [60, 30, 10]

/**
 * Warns before the session ends, and offers to stay. Shows nothing while the end is far, so it may stand anywhere in
 * the page's shell.
 */
@Component({
  selector: 'coat-expiry-warning',
  host: { '(focusin)': 'rememberFocus($event)' },
  template: `
    <p class="unseen" role="status">{{ announcement() }}</p>
    @if (auth.isExpiring()) {
      <section class="panel" [attr.aria-label]="texts().title">
        <p>
          <strong>{{ texts().title }}</strong> {{ sentence() }}
        </p>
        <div class="actions">
          @if (canStay()) {
            <button class="main" type="button" [attr.aria-disabled]="staying.isPending() || null" (click)="stay()">
              {{ staying.isPending() ? texts().staying : texts().stay }}
            </button>
          }
          <button type="button" [attr.aria-disabled]="leaving.isPending() || null" (click)="leave()">
            {{ texts().logOut }}
          </button>
        </div>
        <p class="failure" role="alert">{{ failure() }}</p>
      </section>
    }
  `,
  styles: [
    commonStyles,
    `
      .panel {
        display: grid;
        gap: 0.75rem;
        padding: 1rem;
        border: 1px solid var(--coat-outline, color-mix(in srgb, currentColor 50%, transparent));
        border-radius: var(--coat-radius, 0.5rem);
        background: var(--coat-surface, Canvas);
        color: var(--coat-text, CanvasText);
        font-variant-numeric: tabular-nums;
      }
    `,
  ],
})
export class CoatExpiryWarning {
  readonly texts = input(defaults, { transform: textsOf(defaults) })

  protected readonly auth = inject(AuthService)
  protected readonly staying = new Attempt()
  protected readonly leaving = new Attempt()
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement
  readonly #document = inject(DOCUMENT)
  #focusedBefore: HTMLElement | null = null

  /** What is idle can be extended; what has lived as long as sessions may cannot. */
  protected readonly canStay = computed(() => {
    const session = this.auth.session()
    return session !== null && Date.parse(session.idleExpiresAt) < Date.parse(session.absoluteExpiresAt)
  })
  protected readonly sentence = computed(() => this.#sentence(this.auth.expiresInSeconds() ?? 0))
  protected readonly failure = computed(() => {
    const error = this.staying.failure() ?? this.leaving.failure()
    return error === null ? '' : this.texts().failed(error)
  })

  readonly #began = linkedSignal({
    source: this.auth.isExpiring,
    computation: (isExpiring) => (isExpiring ? untracked(this.auth.expiresInSeconds) : null),
  })
  readonly #wasWarning = linkedSignal<boolean, boolean>({
    source: this.auth.isExpiring,
    computation: (_, before) => before?.source ?? false,
  })
  protected readonly announcement = computed(() => {
    const [began, wasWarning, left] = [this.#began(), this.#wasWarning(), this.auth.expiresInSeconds() ?? 0]
    if (began === null) return wasWarning && this.auth.isLoggedIn() ? this.texts().stays : ''
    return this.#sentence(announcedAt.filter((seconds) => seconds >= left && seconds < began).at(-1) ?? began)
  })

  constructor() {
    effect(() => {
      // The button goes away with the warning; the person goes on where they were.
      const isOver = !this.auth.isExpiring() && this.#focusedBefore
      if (isOver && this.#element.contains(this.#document.activeElement)) isOver.focus()
    })
  }

  protected rememberFocus({ relatedTarget }: FocusEvent): void {
    const isOutside = relatedTarget instanceof HTMLElement && !this.#element.contains(relatedTarget)
    if (isOutside) this.#focusedBefore = relatedTarget
  }

  protected async stay(): Promise<void> {
    this.leaving.reset()
    await this.staying.run(() => this.auth.extend())
  }

  protected async leave(): Promise<void> {
    this.staying.reset()
    await this.leaving.run(() => this.auth.logout())
  }

  #sentence(seconds: number): string {
    const { time, ends, endsForGood } = this.texts()
    return (this.canStay() ? ends : endsForGood)(time(seconds))
  }
}
