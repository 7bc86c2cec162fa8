import {
  afterRenderEffect,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  viewChild,
} from '@angular/core'
import { AuthService, Identities, registerReauthenticationPrompt } from '@coatcheck/angular'
import { Attempt } from './attempt'
import { isNoPassword, reauthenticationPromptTexts } from './reauthentication-prompt-texts'
import { promptStyles } from './reauthentication-prompt-styles'
import { commonStyles } from './styles'
import { textsOf } from './texts-of'
import { injectWaysToConfirm } from './ways-to-confirm'

export type { ReauthenticationPromptTexts } from './reauthentication-prompt-texts'

/**
 * Asks for the password once more when a request needs it, says what for, and lets the request go on. Beside it, or
 * instead for people without a password, it leads to the providers at which they have an identity, and back. One of
 * these prompts, in the page's shell, is enough for the whole app; requests fail with 403 where there is none.
 */
@Component({
  selector: 'coat-reauthentication-prompt',
  host: { '(window:pageshow)': 'comeBack($event.persisted)' },
  template: `
    <dialog #dialog aria-labelledby="coat-reauthentication-title" (close)="cancel()">
      @if (view(); as view) {
        <div class="body">
          <h2 id="coat-reauthentication-title">{{ texts().title }}</h2>
          <p id="coat-reauthentication-why">{{ view.why }}</p>
          @if (view.hasPassword) {
            <form (submit)="confirm($event, password)">
              <!-- Tells password managers whose password it is; the focus goes past it. -->
              <input hidden type="text" autocomplete="username" readonly [value]="userName()" />
              <div class="field">
                <label>
                  {{ texts().password }}
                  <input
                    #password
                    [type]="isShown() ? 'text' : 'password'"
                    autocomplete="current-password"
                    autocapitalize="none"
                    spellcheck="false"
                    required
                    [attr.aria-invalid]="failure() ? 'true' : null"
                    aria-describedby="coat-reauthentication-why coat-reauthentication-failure"
                  />
                </label>
                <button
                  class="toggle"
                  type="button"
                  [attr.aria-label]="toggle() + ': ' + texts().password"
                  (click)="isShown.set(!isShown())"
                >
                  {{ toggle() }}
                </button>
              </div>
              <p class="failure" id="coat-reauthentication-failure" role="alert">{{ failure() }}</p>
              <div class="actions">
                <button class="main" type="submit" [attr.aria-disabled]="isBusy() || null">
                  {{ attempt.isPending() ? texts().confirming : texts().confirm }}
                </button>
                <button type="button" (click)="cancel()">{{ texts().cancel }}</button>
              </div>
            </form>
          }
          @if (view.providers.length > 0) {
            <div class="providers" [class.beside]="view.hasPassword">
              @for (provider of view.providers; track provider.id) {
                <button
                  type="button"
                  [class.main]="!view.hasPassword && $first"
                  [attr.aria-disabled]="isBusy() || null"
                  aria-describedby="coat-reauthentication-away"
                  (click)="leave(provider.id)"
                >
                  {{ leavingFor() === provider.id ? texts().leaving(provider.label) : provider.words }}
                </button>
              }
              <p id="coat-reauthentication-away">{{ texts().away }}</p>
              <p class="failure" role="alert">{{ departureFailure() }}</p>
            </div>
          }
          @if (!view.hasPassword) {
            <div class="actions">
              <button type="button" (click)="cancel()">{{ texts().cancel }}</button>
            </div>
          }
        </div>
      }
    </dialog>
  `,
  styles: [commonStyles, promptStyles],
})
export class CoatReauthenticationPrompt {
  readonly texts = input(reauthenticationPromptTexts, { transform: textsOf(reauthenticationPromptTexts) })

  protected readonly auth = inject(AuthService)
  readonly #identities = inject(Identities)
  readonly #ways = injectWaysToConfirm(computed(() => this.auth.reauthenticationWanted() !== null))
  protected readonly attempt = new Attempt()
  protected readonly departure = new Attempt()
  #turningBack = new AbortController()
  protected readonly userName = computed(() => this.auth.profile()?.email ?? this.auth.profile()?.name ?? '')
  /** Hidden again, whatever the password is asked for next. */
  protected readonly isShown = linkedSignal({ source: this.auth.reauthenticationWanted, computation: () => false })
  protected readonly toggle = computed(() => (this.isShown() ? this.texts().hide : this.texts().show))
  protected readonly failure = computed(() => this.#failureOf(this.attempt))
  protected readonly departureFailure = computed(() => this.#failureOf(this.departure))
  /** The provider whose page is on its way, or null. */
  protected readonly leavingFor = linkedSignal<unknown, string | null>({
    source: this.auth.reauthenticationWanted,
    computation: () => null,
  })
  protected readonly isBusy = computed(() => this.attempt.isPending() || this.leavingFor() !== null)
  /** Nothing until it is known what the person has: a field that turns into something else helps nobody. */
  protected readonly view = computed(() => {
    const [wanted, ways, texts] = [this.auth.reauthenticationWanted(), this.#ways.ways(), this.texts()]
    if (!wanted || !ways) return null
    const { hasPassword } = ways
    const wordsOf = hasPassword ? texts.orConfirmWith : texts.confirmWith
    const providers = ways.providers.map(({ id, label }) => ({ id, label, words: wordsOf(label) }))
    const hasNoWay = !hasPassword && providers.length === 0
    const why = hasPassword ? texts.why(wanted.because) : texts.whyByProvider(wanted.because)
    return { hasPassword, providers, why: hasNoWay ? texts.noWay : why }
  })
  protected readonly dialogElement = viewChild.required<ElementRef<HTMLDialogElement>>('dialog')

  constructor() {
    registerReauthenticationPrompt()
    afterRenderEffect(() => {
      const dialog = this.dialogElement().nativeElement
      const isWanted = this.view() !== null
      if (isWanted && dialog.open) keepFocus(dialog)
      if (isWanted === dialog.open) return
      this.#forget()
      // The browser moves the focus to the password, keeps it inside, and takes it back afterwards.
      const act = (dialog as Partial<HTMLDialogElement>)[isWanted ? 'showModal' : 'close']
      // The documents of tests know no modal dialogs.
      if (act) act.call(dialog)
      else dialog.open = isWanted
    })
  }

  protected async confirm(event: Event, password: HTMLInputElement): Promise<void> {
    event.preventDefault()
    if (this.isBusy()) return
    const isConfirmed = await this.attempt.run(() => this.auth.reauthenticate({ password: password.value }))
    if (isConfirmed) return
    if (isNoPassword(this.attempt.failure())) await this.#ways.askAgain()
    password.value = ''
    password.focus()
  }

  /** Leaves the page. What waits here is lost with it, and may be done once the person is back. */
  protected async leave(provider: string): Promise<void> {
    if (this.isBusy()) return
    this.leavingFor.set(provider)
    const { signal } = (this.#turningBack = new AbortController())
    // The browser takes a moment to go, and this page is busy until then.
    if (!(await this.departure.run(() => this.#identities.reauthenticate(provider, { signal }))))
      this.leavingFor.set(null)
  }

  /** Somebody came back by the browser's Back button, and the page is as it was. */
  protected comeBack(persisted: boolean): void {
    if (persisted) this.leavingFor.set(null)
  }

  /** However the dialog was closed, by Esc too: whoever waits is told. */
  protected cancel(): void {
    this.#turningBack.abort()
    this.#forget()
    if (this.auth.reauthenticationWanted()) this.auth.cancelReauthentication()
  }

  /** What fails after the dialog was closed is nothing to the next one. */
  #forget(): void {
    this.attempt.reset()
    this.departure.reset()
  }

  #failureOf(attempt: Attempt): string {
    const error = attempt.failure()
    return error === null ? '' : this.texts().failed(error)
  }
}

/** What had the focus may be gone: the field of somebody who turned out to have no password. */
function keepFocus(dialog: HTMLDialogElement): void {
  if (!dialog.contains(dialog.ownerDocument.activeElement)) dialog.querySelector<HTMLElement>('button')?.focus()
}
