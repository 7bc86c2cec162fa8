import { DOCUMENT, inject } from '@angular/core'
import type { AuthSnapshot } from './auth-snapshot'
import { parseJson } from './parse-json'
import { toSnapshot } from './to-snapshot'

/** The element that `@coatcheck/fastify/spa` writes into the documents it serves. */
const statusElementId = 'coatcheck-status'

/** What the server wrote into this document, or null: then somebody has to ask. */
export function injectDocumentStatus(): AuthSnapshot | null {
  return toSnapshot(parseJson(inject(DOCUMENT).getElementById(statusElementId)?.textContent))
}
