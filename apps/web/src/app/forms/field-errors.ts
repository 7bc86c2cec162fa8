import type { ReadonlyFieldTree, ValidationError } from '@angular/forms/signals'
import { formErrors } from '@coatcheck/angular'

/** What the server found wrong with the fields: it says "is not an e-mail address", and the form a whole sentence. */
export function fieldErrors(
  error: unknown,
  fields: Readonly<Record<string, ReadonlyFieldTree<string>>>,
): ValidationError.WithOptionalFieldTree[] {
  return Object.entries(formErrors(error)).flatMap(([name, message]) => {
    const fieldTree = fields[name]
    return fieldTree && message ? [{ kind: 'server', message: `This ${message}.`, fieldTree }] : []
  })
}
