import { Component, inject, linkedSignal, signal, untracked } from '@angular/core'
import { form, FormField, FormRoot, required, validateTree } from '@angular/forms/signals'
import { MatButton } from '@angular/material/button'
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field'
import { MatInput } from '@angular/material/input'
import { AuthService } from '@coatcheck/angular'
import { fieldErrors } from '../forms/field-errors'
import { focusFirstError } from '../forms/focus-first-error'
import { News } from '../shell/news'
import { problemText } from '../words/problem-text'

@Component({
  selector: 'app-name-form',
  imports: [FormField, FormRoot, MatButton, MatError, MatFormField, MatInput, MatLabel],
  templateUrl: './name-form.html',
})
export class NameForm {
  readonly #auth = inject(AuthService)
  readonly #news = inject(News)
  /** What is being typed outlives an answer of the server, but not the person. */
  readonly #model = linkedSignal({
    source: this.#auth.userId,
    computation: () => ({ name: untracked(this.#auth.profile)?.name ?? '' }),
  })
  /** Why the server refused what the form holds. */
  readonly #refusal = linkedSignal<unknown, unknown>({ source: this.#model, computation: () => null })

  protected readonly problem = signal<string | null>(null)
  protected readonly form = form(
    this.#model,
    (path) => {
      required(path.name, { message: 'What should we call you?' })
      validateTree(path, ({ fieldTree: { name } }) => fieldErrors(this.#refusal(), { name }))
    },
    {
      name: 'name',
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
      const { name } = await this.#auth.updateProfile(this.form().value(), 'change your name')
      this.form().reset({ name })
      this.#news.tell(`From now on you are ${name}.`)
    } catch (error) {
      this.problem.set(problemText(error))
      this.#refusal.set(error)
      focusFirstError(this.form, this.form.name)
    }
  }
}
