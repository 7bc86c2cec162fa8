import type { FieldTree } from '@angular/forms/signals'

/** Takes the person to the first field that has something wrong with it. */
export function focusFirstError(form: FieldTree<unknown>): void {
  form().errorSummary()[0]?.fieldTree().focusBoundControl()
}
