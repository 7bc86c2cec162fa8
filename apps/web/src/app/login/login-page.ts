import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core'
import { form, FormField, FormRoot, required, validateTree } from '@angular/forms/signals'
import { MatButton } from '@angular/material/button'
import { MatCheckbox } from '@angular/material/checkbox'
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field'
import { MatInput } from '@angular/material/input'
import { Router, RouterLink } from '@angular/router'
import { AuthService } from '@coatcheck/angular'
import { fieldErrors } from '../forms/field-errors'
import { focusFirstError } from '../forms/focus-first-error'
import { openWantedPage } from '../forms/open-wanted-page'
import { PasswordField } from '../forms/password-field'
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
    RouterLink,
  ],
  templateUrl: './login-page.html',
})
export class LoginPage {
  /** The query parameter: whatever somebody put into the link. */
  readonly returnUrl = input<unknown>()

  readonly #auth = inject(AuthService)
  readonly #router = inject(Router)
  readonly #model = signal({ email: '', password: '', remember: false })
  /** Why the server refused what the form holds. It judged the whole form, so any change may have cured it. */
  readonly #refusal = linkedSignal<unknown, unknown>({ source: this.#model, computation: () => null })

  protected readonly problem = signal<string | null>(null)
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

  async #submit(): Promise<void> {
    this.problem.set(null)
    try {
      await this.#auth.login(this.form().value())
    } catch (error) {
      this.problem.set(problemText(error))
      this.#refusal.set(error)
      focusFirstError(this.form, this.form.password)
      return
    }
    await openWantedPage(this.#router, this.returnUrl())
  }
}
