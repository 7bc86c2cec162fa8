import { inject, Injectable } from '@angular/core'
import {
  AuthError,
  type AuthSnapshot,
  AuthService,
  type DeviceSession,
  type EndReason,
  type Identity,
  type Problem,
  type Profile,
  type SessionInfo,
  ɵAuthState,
  ɵtoSnapshot,
} from '@coatcheck/angular'
import { Departures } from './departures'
import { FakeAuthApi } from './fake-auth-api'
import { refusal } from './refusal'
import { testDeviceSession } from './test-device-session'
import { testIdentity } from './test-identity'
import { testProfile } from './test-profile'
import { testSession } from './test-session'

/**
 * Plays the server in a test: each verb happens there, and the `AuthService` has learned of it when it returns.
 *
 * @example
 * const coatcheck = TestBed.inject(CoatcheckTesting)
 * coatcheck.expire()
 */
@Injectable()
export class CoatcheckTesting {
  readonly #api = inject(FakeAuthApi)
  readonly #server = this.#api.server
  readonly #departures = inject(Departures)
  readonly #state = inject(ɵAuthState)
  /** The real service, which the code under test uses. */
  readonly auth = inject(AuthService)

  /** Somebody is logged in. */
  logIn(profile: Partial<Profile> = {}, session: Partial<SessionInfo> = {}): void {
    this.#server.profile = testProfile(profile)
    this.#server.session = testSession(session)
    this.#state.take(this.#known(), 'here')
  }

  /** Nobody is logged in any more, because the person said so. */
  async logOut(): Promise<void> {
    await this.auth.logout()
  }

  /** The session has ended on the server, and the app was told. */
  expire(reason: EndReason = 'idle_timeout'): void {
    this.#server.end(reason)
    this.#state.take(this.#known())
  }

  /** The session has other times or another step-up window, and the app was told: `{ expiresInSeconds: 60 }`. */
  changeSession(session: Partial<SessionInfo>): void {
    this.#server.session = { ...this.#server.session, ...session }
    this.#state.take(this.#known())
  }

  /** Another person has logged in, in another tab. */
  switchUser(profile: Partial<Profile> = {}): void {
    this.#server.profile = testProfile({ id: 'usr_grace', name: 'Grace Hopper', initials: 'GH', ...profile })
    this.#state.take(this.#known(), 'tab')
  }

  /** Changes of the account are refused from now on, until `AuthService.reauthenticate` is called. */
  requireReauthentication(): void {
    this.#server.isStepUpRequired = true
  }

  /** The sessions of the person beside this one, as the server knows them. */
  get otherSessions(): readonly DeviceSession[] {
    return this.#server.others
  }

  /** The person is logged in on these devices, too. */
  setOtherSessions(...sessions: readonly Partial<DeviceSession>[]): void {
    this.#server.others = sessions.map((session) => testDeviceSession(session))
  }

  /** As whom else the person can log in, and whether there is a password as well. */
  setIdentities(identities: readonly Partial<Identity>[], { hasPassword = true } = {}): void {
    this.#server.waysIn.identities = identities.map((identity) => testIdentity(identity))
    this.#server.waysIn.hasPassword = hasPassword
  }

  /** The locations for which the page would have been left: a provider's pages. */
  get leftFor(): readonly string[] {
    return this.#departures.locations
  }

  /** Every call fails from now on, and the app has noticed. Status 0 stands for being offline. */
  fail(status: number, fields: Partial<Problem> = {}): void {
    const failure = status === 0 ? new AuthError('offline') : refusal({ ...fields, status })
    this.#api.failure = failure
    if (failure.isOutage) this.#state.markStale()
  }

  /** Calls are answered again. */
  async recover(): Promise<void> {
    this.#api.failure = null
    await this.auth.refresh()
  }

  #known(): AuthSnapshot {
    const snapshot = ɵtoSnapshot(this.#server.status())
    if (!snapshot) throw new Error('The test profile or session lacks a field that each of them has.')
    return snapshot
  }
}
