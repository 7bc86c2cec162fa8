import {
  type EnvironmentProviders,
  inject,
  makeEnvironmentProviders,
  provideEnvironmentInitializer,
} from '@angular/core'
import { type Profile, ɵAuthApi, ɵAuthState } from '@coatcheck/angular'
import { CoatcheckTesting } from './coatcheck-testing'
import { FakeAuthApi } from './fake-auth-api'
import { testProfile } from './test-profile'

/** How the test begins. */
export interface CoatcheckTestingOptions {
  /** Who is logged in; null or nothing for nobody. */
  readonly profile?: Partial<Profile> | null
  /** Begins before the first answer: the status is unknown until something asks. */
  readonly unknown?: boolean
}

/**
 * Replaces the HTTP calls of Coatcheck by a server in memory; everything else is the real thing.
 *
 * @example
 * TestBed.configureTestingModule({ providers: [provideCoatcheckTesting({ profile: { name: 'Ada' } })] })
 */
export function provideCoatcheckTesting(options: CoatcheckTestingOptions = {}): EnvironmentProviders {
  return makeEnvironmentProviders([
    FakeAuthApi,
    CoatcheckTesting,
    { provide: ɵAuthApi, useExisting: FakeAuthApi },
    provideEnvironmentInitializer(() => {
      const server = inject(FakeAuthApi)
      server.profile = options.profile ? testProfile(options.profile) : null
      inject(ɵAuthState).take(options.unknown ? { status: 'unknown', isStale: false } : server.snapshot())
    }),
  ])
}
