import { DOCUMENT, inject, InjectionToken } from '@angular/core'

/**
 * Loads the document again, from the server. Pages that would ask whether to leave are not heard: what they would
 * keep belongs to somebody who is not logged in here any more, and cannot be saved.
 */
export const LOAD_ANEW = new InjectionToken<() => void>('LOAD_ANEW', {
  factory: () => {
    const view = inject(DOCUMENT).defaultView
    return () => {
      view?.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true })
      view?.location.reload()
    }
  },
})
