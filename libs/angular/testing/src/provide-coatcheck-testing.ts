import {
  DestroyRef,
  DOCUMENT,
  type EnvironmentProviders,
  inject,
  makeEnvironmentProviders,
  provideEnvironmentInitializer,
} from '@angular/core'
import {
  type DeviceSession,
  type Identity,
  type Profile,
  type ProfileGap,
  type Provider,
  type SessionInfo,
  ɵAuthApi,
  ɵAuthState,
  ɵLEAVE_FOR,
  ɵLOAD_ANEW,
  ɵtoSnapshot,
} from '@coatcheck/angular'
import { CoatcheckTesting } from './coatcheck-testing'
import { Departures } from './departures'
import { FakeAuthApi } from './fake-auth-api'
import { testDeviceSession } from './test-device-session'
import { testIdentity } from './test-identity'
import { testProfile } from './test-profile'
import { testProvider } from './test-provider'
import { testSession } from './test-session'

/** How the test begins. */
export interface CoatcheckTestingOptions {
  /** Who is logged in; null or nothing for nobody. */
  readonly profile?: Partial<Profile> | null
  /** The public side of the session, such as `{ expiresInSeconds: 90 }`. */
  readonly session?: Partial<SessionInfo>
  /** Where else the person is logged in. */
  readonly otherSessions?: readonly Partial<DeviceSession>[]
  /** The only password that is right. Nothing: every password is. */
  readonly password?: string
  /** Whose login pages lead in here. */
  readonly providers?: readonly Partial<Provider>[]
  /** As whom the person can log in at them. */
  readonly identities?: readonly Partial<Identity>[]
  /** False for somebody who logs in by providers alone. */
  readonly hasPassword?: boolean
  /** What no provider told. */
  readonly profileIncomplete?: readonly ProfileGap[]
  /** Begins before the first answer: the status is unknown until something asks. */
  readonly unknown?: boolean
}

/**
 * Replaces the HTTP calls of Coatcheck by a server in memory; everything else is the real thing, but that no page is
 * loaded anew.
 *
 * @example
 * TestBed.configureTestingModule({ providers: [provideCoatcheckTesting({ profile: { name: 'Ada' } })] })
 */
export function provideCoatcheckTesting(options: CoatcheckTestingOptions = {}): EnvironmentProviders {
  return makeEnvironmentProviders([
    FakeAuthApi,
    CoatcheckTesting,
    { provide: ɵAuthApi, useExisting: FakeAuthApi },
    Departures,
    {
      provide: ɵLEAVE_FOR,
      useFactory: () => {
        const { locations } = inject(Departures)
        return (location: string) => locations.push(location)
      },
    },
    { provide: ɵLOAD_ANEW, useValue: () => undefined },
    provideEnvironmentInitializer(() => {
      begin(options)
      leaveNoCurtain()
    }),
  ])
}

function begin(options: CoatcheckTestingOptions): void {
  const { server } = inject(FakeAuthApi)
  server.profile = options.profile ? testProfile(options.profile) : null
  server.session = testSession(options.session)
  server.others = (options.otherSessions ?? []).map((session) => testDeviceSession(session))
  server.profileIncomplete = options.profileIncomplete ?? []
  server.waysIn.providers = (options.providers ?? []).map((provider) => testProvider(provider))
  server.waysIn.identities = (options.identities ?? []).map((identity) => testIdentity(identity))
  server.waysIn.hasPassword = options.hasPassword ?? true
  server.password = options.password ?? null
  const known = options.unknown ? null : ɵtoSnapshot(server.status())
  inject(ɵAuthState).take(known ?? { status: 'unknown', isStale: false })
}

/** A page that is hidden for good is replaced by a new document; the next test has this one. */
function leaveNoCurtain(): void {
  const document = inject(DOCUMENT)
  const sheets = [...document.adoptedStyleSheets]
  inject(DestroyRef).onDestroy(() => {
    document.adoptedStyleSheets = sheets
  })
}
