import {
  type EnvironmentProviders,
  inject,
  makeEnvironmentProviders,
  PLATFORM_ID,
  provideEnvironmentInitializer,
} from '@angular/core'
import { isPlatformBrowser } from '@angular/common'
import { AuthService } from './auth-service'
import { COATCHECK_CONFIG, type CoatcheckConfig, defaultConfig } from './coatcheck-config'
import { noticeUserSwitch } from './notice-user-switch'
import { revalidate } from './revalidate'
import { SessionExpiry } from './session-expiry'
import { syncTabs } from './sync-tabs'

/** What `withApi`, `withRoutes` and their like return. */
export interface CoatcheckFeature {
  readonly config?: Partial<CoatcheckConfig>
  readonly providers?: EnvironmentProviders
}

/**
 * Switches Coatcheck on.
 *
 * @example
 * provideHttpClient(withInterceptors([coatcheckInterceptor])),
 * provideCoatcheck(withApi('/auth', { also: ['/api'] }), withRoutes({ login: '/login', home: '/' })),
 */
export function provideCoatcheck(...features: CoatcheckFeature[]): EnvironmentProviders {
  const config = features.reduce<CoatcheckConfig>(
    (merged, feature) => ({ ...merged, ...feature.config }),
    defaultConfig,
  )
  return makeEnvironmentProviders([
    { provide: COATCHECK_CONFIG, useValue: config },
    provideEnvironmentInitializer(begin),
    ...features.flatMap((feature) => feature.providers ?? []),
  ])
}

function begin(): void {
  const auth = inject(AuthService)
  if (!isPlatformBrowser(inject(PLATFORM_ID))) return
  const config = inject(COATCHECK_CONFIG)
  inject(SessionExpiry).start()
  if (config.userSwitch === 'reload') noticeUserSwitch()
  if (config.tabSync) syncTabs()
  if (config.revalidation) revalidate()
  // A document without the status: ask now rather than when the first guard waits.
  void auth.whenReady()
}
