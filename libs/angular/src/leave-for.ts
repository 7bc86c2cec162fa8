import { DOCUMENT, inject, InjectionToken } from '@angular/core'

/** Leaves the app for a location that the API has named; a location it is, and no page of the router's. */
export const LEAVE_FOR = new InjectionToken<(location: string) => void>('LEAVE_FOR', {
  factory: () => {
    const view = inject(DOCUMENT).defaultView
    return (location) => view?.location.assign(location)
  },
})
