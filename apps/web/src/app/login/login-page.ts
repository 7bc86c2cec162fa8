import { Component, computed, effect, inject, input, linkedSignal, signal } from '@angular/core'
import { form, FormField, FormRoot, required, validateTree } from '@angular/forms/signals'
import { MatButton } from '@angular/material/button'
import { MatCheckbox } from '@angular/material/checkbox'
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field'
import { MatInput } from '@angular/material/input'
import { Router, RouterLink } from '@angular/router'
import { AuthService, safeReturnUrl, toProviderProblem } from '@coatcheck/angular'
import { fieldErrors } from '../forms/field-errors'
import { focusFirstError } from '../forms/focus-first-error'
import { openWantedPage } from '../forms/open-wanted-page'
import { PasswordField } from '../forms/password-field'
import { ProviderButtons } from '../providers/provider-buttons'
import { explain } from '../providers/provider-problem-text'
import { ProviderTrouble } from '../providers/provider-trouble'
import { readProblem } from '../providers/read-problem'
import { endReasonText } from '../words/end-reason-text'
import { problemText } from '../words/problem-text'

@Component({
  selector: 'app-login-page',
  imports: [
    FormField,
    FormRoot,
    MatButton,
    MatCheckbox,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    PasswordField,
    ProviderButtons,
    ProviderTrouble,
    RouterLink,
  ],
  templateUrl: './login-page.html',
})
export class LoginPage {
  /** The query parameters: whatever somebody put into the link. */
  readonly returnUrl = input<unknown>()
  readonly problem = input<unknown>()
  readonly provider = input<unknown>()

  readonly #auth = inject(AuthService)
  readonly #router = inject(Router)
  readonly #model = signal({ email: '', password: '', remember: false })
  /** Why the server refused what the form holds. It judged the whole form, so any change may have cured it. */
  readonly #refusal = linkedSignal<unknown, unknown>({ source: this.#model, computation: () => null })

  readonly #cameWith = computed(() => toProviderProblem(this.problem()))

  protected readonly failure = signal<string | null>(null)
  /** Why the way through a provider led to nothing, until the person has gone another way. */
  protected readonly trouble = linkedSignal(this.#cameWith)
  /**
   * The wanted page. Whoever was told to link the provider wants to do that once they are in, so the security page
   * takes the place of the home page; a page that somebody asked for by name does not wait for it.
   */
  protected readonly goesOnTo = computed(() => {
    const [wanted, problem] = [safeReturnUrl(this.returnUrl()), this.#cameWith()]
    return wanted === '/' && problem && explain(problem, '').linkAfterwards ? '/security' : wanted
  })
  /** The problem stays behind: it was told. */
  protected readonly registerParameters = computed(() => ({
    returnUrl: this.goesOnTo() === '/' ? null : this.goesOnTo(),
  }))
  protected readonly endReason = computed(() => {
    const reason = this.#auth.endReason()
    return reason && endReasonText[reason]
  })
  protected readonly form = form(
    this.#model,
    (path) => {
      required(path.email, { message: 'Your e-mail address is missing.' })
      required(path.password, { message: 'Your password is missing.' })
      validateTree(path, ({ fieldTree: { email, password } }) => fieldErrors(this.#refusal(), { email, password }))
    },
    {
      name: 'login',
      submission: {
        action: () => this.#submit(),
        onInvalid: (form) => {
          focusFirstError(form)
        },
      },
    },
  )

  constructor() {
    // A way that began inside the account, in a session that is over by now: the guards have put the problem into the
    // wanted page, where it would come up after the login, when it is true no more. All that is left of it is this.
    effect(() => {
      const found = readProblem(this.#router, safeReturnUrl(this.returnUrl()))
      if (!found) return
      const queryParams = { returnUrl: found.rest, problem: 'session_ended', provider: found.provider }
      void this.#router.navigate(['/login'], { queryParams, replaceUrl: true })
    })
  }

  async #submit(): Promise<void> {
    this.failure.set(null)
    this.trouble.set(null)
    try {
      await this.#auth.login(this.form().value())
    } catch (error) {
      this.failure.set(problemText(error))
      this.#refusal.set(error)
      focusFirstError(this.form, this.form.password)
      return
    }
    await openWantedPage(this.#router, this.goesOnTo())
  }
}
