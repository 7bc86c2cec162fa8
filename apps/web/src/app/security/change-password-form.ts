import { Component, inject, linkedSignal, output, signal } from '@angular/core'
import { form, FormRoot, required, validate, validateTree } from '@angular/forms/signals'
import { MatButton } from '@angular/material/button'
import { AuthError, AuthService } from '@coatcheck/angular'
import { fieldErrors } from '../forms/field-errors'
import { focusFirstError } from '../forms/focus-first-error'
import { PasswordField } from '../forms/password-field'
import { passwordLengthProblem, passwordRule } from '../forms/password-rule'
import { News } from '../shell/news'
import { problemText } from '../words/problem-text'

const empty = { currentPassword: '', newPassword: '' }

@Component({
  selector: 'app-change-password-form',
  imports: [FormRoot, MatButton, PasswordField],
  templateUrl: './change-password-form.html',
})
export class ChangePasswordForm {
  readonly changed = output()

  protected readonly auth = inject(AuthService)
  readonly #news = inject(News)
  readonly #model = signal(empty)
  /** Why the server refused what the form holds. It judged the whole form, so any change may have cured it. */
  readonly #refusal = linkedSignal<unknown, unknown>({ source: this.#model, computation: () => null })

  protected readonly passwordRule = passwordRule
  protected readonly problem = signal<string | null>(null)
  protected readonly form = form(
    this.#model,
    (path) => {
      required(path.currentPassword, { message: 'Your current password is missing.' })
      required(path.newPassword, { message: 'Choose a new password.' })
      validate(path.newPassword, ({ value }) => {
        const message = value() && passwordLengthProblem(value())
        return message ? { kind: 'length', message } : null
      })
      validateTree(path, ({ fieldTree: { currentPassword, newPassword } }) =>
        isWrongPassword(this.#refusal())
          ? [{ kind: 'server', message: 'This is not your current password.', fieldTree: currentPassword }]
          : fieldErrors(this.#refusal(), { newPassword }),
      )
    },
    {
      name: 'change-password',
      submission: {
        action: () => this.#submit(),
        onInvalid: (form) => {
          focusFirstError(form)
        },
      },
    },
  )

  async #submit(): Promise<void> {
    const { currentPassword, newPassword } = this.form().value()
    this.problem.set(null)
    try {
      // A new password is worth a step-up. The current one is that, too: nobody is asked for it twice.
      await this.auth.reauthenticate({ password: currentPassword })
      await this.auth.changePassword({ currentPassword, newPassword })
    } catch (error) {
      this.#refusal.set(error)
      // What a field says, nobody has to say again.
      if (this.form().valid()) this.problem.set(problemText(error))
      focusFirstError(this.form, this.form.currentPassword)
      return
    }
    this.form().reset(empty)
    this.#news.tell('Your password was changed. Every other device was logged out.')
    this.changed.emit()
  }
}

/** The step-up and the change both ask for it, each by a name of its own. */
function isWrongPassword(error: unknown): boolean {
  return error instanceof AuthError && error.code === 'invalid_credentials'
}
