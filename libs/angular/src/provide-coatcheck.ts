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
import { Revalidation } from './revalidation'
import { SessionExpiry } from './session-expiry'
import { TabSync } from './tab-sync'
import { UserSwitch } from './user-switch'

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
  const { tabSync, revalidation } = inject(COATCHECK_CONFIG)
  inject(SessionExpiry).start()
  inject(UserSwitch)
  if (tabSync) inject(TabSync)
  if (revalidation) inject(Revalidation)
  // A document without the status: ask now rather than when the first guard waits.
  void auth.whenReady()
}
