import { DOCUMENT, inject } from '@angular/core'
import { COATCHECK_CONFIG } from './coatcheck-config'

/** Under what name tabs find each other: those of this origin that ask the same API. */
export function injectTabName(): string {
  const { prefix } = inject(COATCHECK_CONFIG)
  return `coatcheck ${String(URL.parse(prefix, inject(DOCUMENT).baseURI))}`
}
