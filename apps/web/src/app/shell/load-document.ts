import { DOCUMENT, inject, InjectionToken } from '@angular/core'

/** Leaves the app for a document of the server's, which may be the app's own. */
export const LOAD_DOCUMENT = new InjectionToken<(url: string) => void>('LOAD_DOCUMENT', {
  factory: () => {
    const { location } = inject(DOCUMENT)
    return (url) => {
      location.assign(url)
    }
  },
})
