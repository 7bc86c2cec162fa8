import type { FieldTree } from '@angular/forms/signals'

/** Takes the person to the first field that has something wrong with it, or to the other one when there is none. */
export function focusFirstError(form: FieldTree<unknown>, otherwise?: FieldTree<string>): void {
  const field = form().errorSummary()[0]?.fieldTree ?? otherwise
  field?.().focusBoundControl()
}
