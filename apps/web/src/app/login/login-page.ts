import { Component, computed, inject, input, signal } from '@angular/core'
import { form, FormField, FormRoot, required, type ValidationError } from '@angular/forms/signals'
import { MatButton } from '@angular/material/button'
import { MatCheckbox } from '@angular/material/checkbox'
import { MatError, MatFormField, MatLabel, MatSuffix } from '@angular/material/form-field'
import { MatInput } from '@angular/material/input'
import { Router, RouterLink } from '@angular/router'
import { AuthService, safeReturnUrl } from '@coatcheck/angular'
import { fieldErrors } from '../forms/field-errors'
import { focusFirstError } from '../forms/focus-first-error'
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
    MatSuffix,
    RouterLink,
  ],
  templateUrl: './login-page.html',
})
export class LoginPage {
  /** The query parameter: whatever somebody put into the link. */
  readonly returnUrl = input<unknown>()

  readonly #auth = inject(AuthService)
  readonly #router = inject(Router)

  protected readonly isPasswordShown = signal(false)
  protected readonly problem = signal<string | null>(null)
  protected readonly endReason = computed(() => {
    const reason = this.#auth.endReason()
    return reason && endReasonText[reason]
  })
  protected readonly form = form(
    signal({ email: '', password: '', remember: false }),
    (path) => {
      required(path.email, { message: 'Your e-mail address is missing.' })
      required(path.password, { message: 'Your password is missing.' })
    },
    { name: 'login', submission: { action: () => this.#submit(), onInvalid: focusFirstError } },
  )

  async #submit(): Promise<ValidationError.WithOptionalFieldTree[]> {
    this.problem.set(null)
    try {
      await this.#auth.login(this.form().value())
    } catch (error) {
      this.problem.set(problemText(error))
      this.form.password().focusBoundControl()
      const { email, password } = this.form
      return fieldErrors(error, { email, password })
    }
    await this.#router.navigateByUrl(safeReturnUrl(this.returnUrl()))
    return []
  }
}
