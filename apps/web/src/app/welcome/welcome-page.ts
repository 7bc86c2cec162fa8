import { Component, computed, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core'
import { email, form, FormField, FormRoot, validate, validateTree } from '@angular/forms/signals'
import { MatButton } from '@angular/material/button'
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field'
import { MatInput } from '@angular/material/input'
import { Router, RouterLink } from '@angular/router'
import { AuthError, AuthService, injectProfileIncomplete, type ProfileGap, safeReturnUrl } from '@coatcheck/angular'
import { fieldErrors } from '../forms/field-errors'
import { focusFirstError } from '../forms/focus-first-error'
import { openWantedPage } from '../forms/open-wanted-page'
import { News } from '../shell/news'
import { problemText } from '../words/problem-text'
import { AskedOnce } from './asked-once'

const takenMessage =
  'Another account has this address. If it is yours, log in to that one and link this way in there, under Security.'

@Component({
  selector: 'app-welcome-page',
  imports: [FormField, FormRoot, MatButton, MatError, MatFormField, MatInput, MatLabel, RouterLink],
  templateUrl: './welcome-page.html',
})
export class WelcomePage {
  /** The query parameter: whatever somebody put into the link. */
  readonly returnUrl = input<unknown>()

  readonly #auth = inject(AuthService)
  readonly #news = inject(News)
  readonly #router = inject(Router)
  readonly #gaps = injectProfileIncomplete()
  /** As it was when the page was opened: the fields stay until the person leaves. */
  readonly #missing = linkedSignal<string | null, readonly ProfileGap[]>({
    source: this.#auth.userId,
    computation: () => untracked(this.#gaps),
  })
  readonly #model = linkedSignal({ source: this.#auth.userId, computation: () => ({ name: '', email: '' }) })
  /** Why the server refused what the form holds. */
  readonly #refusal = linkedSignal<unknown, unknown>({ source: this.#model, computation: () => null })

  protected readonly asksForName = computed(() => this.#missing().includes('name'))
  protected readonly asksForEmail = computed(() => this.#missing().includes('email'))
  protected readonly question = computed(() => {
    if (!this.asksForEmail()) return 'You came without a name. What should we call you?'
    return this.asksForName()
      ? 'You came without a name and without an e-mail address. What should we call you, and where can we write to you?'
      : 'You came without an e-mail address. Where can we write to you?'
  })
  protected readonly problem = signal<string | null>(null)
  protected readonly form = form(
    this.#model,
    (path) => {
      email(path.email, { message: 'This does not look like an e-mail address yet.' })
      // One of two is better than none. With nothing at all there is nothing to save.
      validate(path.name, () => this.#nothingError('name'))
      validate(path.email, () => this.#nothingError('email'))
      validateTree(path, ({ fieldTree: { name, email } }) =>
        isTaken(this.#refusal())
          ? [{ kind: 'server', message: takenMessage, fieldTree: email }]
          : fieldErrors(this.#refusal(), { name, email }),
      )
    },
    {
      name: 'welcome',
      submission: {
        action: () => this.#submit(),
        onInvalid: (form) => {
          focusFirstError(form)
        },
      },
    },
  )

  constructor() {
    const asked = inject(AskedOnce)
    // Whoever comes after them is asked by the same page, which has to let them go, too.
    effect(() => {
      const userId = this.#auth.userId()
      if (userId !== null && this.#gaps().length > 0) asked.remember(userId)
    })
  }

  protected async goOn(): Promise<void> {
    const wanted = safeReturnUrl(this.returnUrl())
    await openWantedPage(this.#router, /^\/welcome(?![^?#])/.test(wanted) ? '/' : wanted)
  }

  async #submit(): Promise<void> {
    this.problem.set(null)
    try {
      await this.#auth.updateProfile(this.#filled(), 'complete your profile')
    } catch (error) {
      this.#refusal.set(error)
      // What a field says, nobody has to say again.
      if (this.form().valid()) this.problem.set(problemText(error))
      focusFirstError(this.form)
      return
    }
    this.#news.tell('Thank you. Your profile has it now.')
    await this.goOn()
  }

  #filled(): Partial<Record<ProfileGap, string>> {
    const typed = this.#model()
    const entries = this.#missing().map((gap) => [gap, typed[gap].trim()] as const)
    return Object.fromEntries(entries.filter(([, text]) => text !== ''))
  }

  /** Said once, at the first field. */
  #nothingError(field: ProfileGap) {
    const isNothing = this.#missing()[0] === field && Object.keys(this.#filled()).length === 0
    return isNothing ? { kind: 'nothing', message: 'Nothing is filled in yet. You can also choose “Not now”.' } : null
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof AuthError && error.code === 'email_taken'
}
