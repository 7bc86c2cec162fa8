import { DOCUMENT, inject } from '@angular/core'
import type { AuthSnapshot } from './auth-snapshot'
import { toSnapshot } from './to-snapshot'

/** The element that `@coatcheck/fastify/spa` writes into the documents it serves. */
const statusElementId = 'coatcheck-status'

/** What the server wrote into this document, or null: then somebody has to ask. */
export function injectDocumentStatus(): AuthSnapshot | null {
  const text = inject(DOCUMENT).getElementById(statusElementId)?.textContent
  if (!text) return null
  try {
    return toSnapshot(JSON.parse(text))
  } catch {
    return null
  }
}
