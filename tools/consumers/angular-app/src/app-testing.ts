import type { EnvironmentProviders, Provider } from '@angular/core'
import { provideCoatcheckTesting, testProfile } from '@coatcheck/angular/testing'

/** What a stranger's test would provide: type-checked here, and no part of the bundle. */
export const providers: (EnvironmentProviders | Provider)[] = [provideCoatcheckTesting({ profile: testProfile() })]
