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
import { AuthService } from '../auth-service'
import { registerReauthenticationPrompt } from '../reauthentication-prompt'
import { Attempt } from './attempt'
import { commonStyles } from './styles'
import { textsOf } from './texts-of'
import { troubleText } from './trouble-text'

/** What {@link CoatReauthenticationPrompt} says. `because` is what the app gave for the request, or null. */
export interface ReauthenticationPromptTexts {
  readonly title: string
  readonly why: (because: string | null) => string
  readonly password: string
  readonly confirm: string
  readonly confirming: string
  readonly cancel: string
  readonly show: string
  readonly hide: string
  readonly failed: (error: unknown) => string
}

const defaults: ReauthenticationPromptTexts = {
  title: 'Is it really you?',
  why: (because) => `${because === null ? '' : `You are about to ${because}. `}Type your password to go on.`,
  password: 'Password',
  confirm: 'Go on',
  confirming: 'One moment…',
  cancel: 'Cancel',
  show: 'Show',
  hide: 'Hide',
  failed: troubleText,
}

/**
 * Asks for the password once more when a request needs it, says what for, and lets the request go on. One of them, in
 * the page's shell, is enough for the whole app; requests that need a password fail with 403 where there is none.
 */
@Component({
  selector: 'coat-reauthentication-prompt',
  template: `
    <dialog #dialog aria-labelledby="coat-reauthentication-title" (close)="cancel()">
      @if (auth.reauthenticationWanted(); as wanted) {
        <form (submit)="confirm($event, password)">
          <h2 id="coat-reauthentication-title">{{ texts().title }}</h2>
          <p id="coat-reauthentication-why">{{ texts().why(wanted.because) }}</p>
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
            <button class="main" type="submit" [attr.aria-disabled]="attempt.isPending() || null">
              {{ attempt.isPending() ? texts().confirming : texts().confirm }}
            </button>
            <button type="button" (click)="cancel()">{{ texts().cancel }}</button>
          </div>
        </form>
      }
    </dialog>
  `,
  styles: [
    commonStyles,
    `
      dialog {
        box-sizing: border-box;
        inline-size: min(26rem, calc(100vw - 2rem));
        padding: 1.5rem;
        border: 1px solid var(--coat-outline, color-mix(in srgb, currentColor 50%, transparent));
        border-radius: var(--coat-radius, 0.5rem);
        background: var(--coat-surface, Canvas);
        color: var(--coat-text, CanvasText);
      }
      form,
      label {
        display: grid;
        gap: 0.5rem;
      }
      form {
        gap: 1rem;
      }
      h2 {
        margin: 0;
        font-size: 1.25em;
      }
      .field {
        position: relative;
      }
      .toggle {
        position: absolute;
        inset: auto 0.25rem 0.25rem auto;
        border-color: transparent;
      }
      label input {
        box-sizing: border-box;
        inline-size: 100%;
        min-block-size: 2.75rem;
        padding: 0.5em;
        padding-inline: 0.75em 5em;
        border: 1px solid var(--coat-outline, color-mix(in srgb, currentColor 50%, transparent));
        border-radius: var(--coat-radius, 0.5rem);
        background: transparent;
        color: inherit;
        font: inherit;
      }
    `,
  ],
})
export class CoatReauthenticationPrompt {
  readonly texts = input(defaults, { transform: textsOf(defaults) })

  protected readonly auth = inject(AuthService)
  protected readonly attempt = new Attempt()
  protected readonly userName = computed(() => this.auth.profile()?.email ?? this.auth.profile()?.name ?? '')
  /** Hidden again, whatever the password is asked for next. */
  protected readonly isShown = linkedSignal({ source: this.auth.reauthenticationWanted, computation: () => false })
  protected readonly toggle = computed(() => (this.isShown() ? this.texts().hide : this.texts().show))
  protected readonly failure = computed(() => {
    const error = this.attempt.failure()
    return error === null ? '' : this.texts().failed(error)
  })
  protected readonly dialogElement = viewChild.required<ElementRef<HTMLDialogElement>>('dialog')

  constructor() {
    registerReauthenticationPrompt()
    afterRenderEffect(() => {
      const dialog = this.dialogElement().nativeElement
      const isWanted = this.auth.reauthenticationWanted() !== null
      if (isWanted === dialog.open) return
      // The browser moves the focus to the password, keeps it inside, and takes it back afterwards.
      const act = (dialog as Partial<HTMLDialogElement>)[isWanted ? 'showModal' : 'close']
      // The documents of tests know no modal dialogs.
      if (act) act.call(dialog)
      else dialog.open = isWanted
    })
  }

  protected async confirm(event: Event, password: HTMLInputElement): Promise<void> {
    event.preventDefault()
    const isConfirmed = await this.attempt.run(() => this.auth.reauthenticate({ password: password.value }))
    if (isConfirmed) return
    password.value = ''
    password.focus()
  }

  /** However the dialog was closed, by Esc too: whoever waits is told. */
  protected cancel(): void {
    this.attempt.reset()
    if (this.auth.reauthenticationWanted()) this.auth.cancelReauthentication()
  }
}
