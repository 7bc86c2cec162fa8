import { Component, computed, input, signal } from '@angular/core'
import { type FieldTree, FormField } from '@angular/forms/signals'
import { MatButton } from '@angular/material/button'
import { MatError, MatFormField, MatHint, MatLabel, MatSuffix } from '@angular/material/form-field'
import { MatInput } from '@angular/material/input'

/** A password as it is typed: hidden until the person wants to see it. */
@Component({
  selector: 'app-password-field',
  imports: [FormField, MatButton, MatError, MatFormField, MatHint, MatInput, MatLabel, MatSuffix],
  templateUrl: './password-field.html',
})
export class PasswordField {
  readonly field = input.required<FieldTree<string>>()
  /** What a password manager is to fill in: the one that exists, or a new one. */
  readonly autocomplete = input.required<'current-password' | 'new-password'>()
  readonly label = input('Password')
  /** The rules, said beforehand. */
  readonly hint = input('')

  protected readonly isShown = signal(false)
  protected readonly toggleLabel = computed(
    () => `${this.isShown() ? 'Hide' : 'Show'} the ${this.label().toLowerCase()}`,
  )
}
