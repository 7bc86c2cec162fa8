import { isPlatformBrowser } from '@angular/common'
import { inject, makeEnvironmentProviders, PLATFORM_ID, provideEnvironmentInitializer } from '@angular/core'
import { followLiveEvents } from './follow-live-events'
import type { CoatcheckFeature } from './provide-coatcheck'

/**
 * Lets the server tell at once when the session has ended elsewhere, or the profile has changed: one tab of a browser
 * listens to `GET /auth/events` while somebody is logged in. Without it, pages learn so when they ask next.
 */
export function withLiveEvents(): CoatcheckFeature {
  const begin = () => {
    if (isPlatformBrowser(inject(PLATFORM_ID))) followLiveEvents()
  }
  return { providers: makeEnvironmentProviders([provideEnvironmentInitializer(begin)]) }
}
