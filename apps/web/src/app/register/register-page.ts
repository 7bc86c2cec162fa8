import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core'
import { email, form, FormField, FormRoot, required, validate, validateTree } from '@angular/forms/signals'
import { MatButton } from '@angular/material/button'
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field'
import { MatInput } from '@angular/material/input'
import { Router, RouterLink } from '@angular/router'
import { AuthService, safeReturnUrl } from '@coatcheck/angular'
import { fieldErrors } from '../forms/field-errors'
import { focusFirstError } from '../forms/focus-first-error'
import { openWantedPage } from '../forms/open-wanted-page'
import { PasswordField } from '../forms/password-field'
import { passwordLengthProblem, passwordRule } from '../forms/password-rule'
import { ProviderButtons } from '../providers/provider-buttons'
import { problemText } from '../words/problem-text'

@Component({
  selector: 'app-register-page',
  imports: [
    FormField,
    FormRoot,
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    PasswordField,
    ProviderButtons,
    RouterLink,
  ],
  templateUrl: './register-page.html',
})
export class RegisterPage {
  /** The query parameter: whatever somebody put into the link. */
  readonly returnUrl = input<unknown>()

  readonly #auth = inject(AuthService)
  readonly #router = inject(Router)
  readonly #model = signal({ name: '', email: '', password: '' })
  /** Why the server refused what the form holds. It judged the whole form, so any change may have cured it. */
  readonly #refusal = linkedSignal<unknown, unknown>({ source: this.#model, computation: () => null })

  protected readonly wanted = computed(() => safeReturnUrl(this.returnUrl()))
  protected readonly passwordRule = passwordRule
  protected readonly problem = signal<string | null>(null)
  protected readonly form = form(
    this.#model,
    (path) => {
      required(path.name, { message: 'What should we call you?' })
      required(path.email, { message: 'Your e-mail address is missing.' })
      email(path.email, { message: 'This does not look like an e-mail address yet.' })
      required(path.password, { message: 'Choose a password.' })
      // No maxLength(): it would set the attribute, and the browser would silently cut what is pasted.
      validate(path.password, ({ value }) => {
        const message = value() && passwordLengthProblem(value())
        return message ? { kind: 'length', message } : null
      })
      validateTree(path, ({ fieldTree: { name, email, password } }) =>
        fieldErrors(this.#refusal(), { name, email, password }),
      )
    },
    {
      name: 'register',
      submission: {
        action: () => this.#submit(),
        onInvalid: (form) => {
          focusFirstError(form)
        },
      },
    },
  )

  async #submit(): Promise<void> {
    this.problem.set(null)
    try {
      await this.#auth.register(this.form().value())
    } catch (error) {
      this.problem.set(problemText(error))
      this.#refusal.set(error)
      focusFirstError(this.form, this.form.password)
      return
    }
    await openWantedPage(this.#router, this.returnUrl())
  }
}
