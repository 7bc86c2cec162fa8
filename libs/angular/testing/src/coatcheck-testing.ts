import { inject, Injectable } from '@angular/core'
import {
  AuthError,
  AuthService,
  type DeviceSession,
  type EndReason,
  type Problem,
  type Profile,
  type SessionInfo,
  ɵAuthState,
} from '@coatcheck/angular'
import { FakeAuthApi } from './fake-auth-api'
import { testDeviceSession } from './test-device-session'
import { testProblem } from './test-problem'
import { testProfile } from './test-profile'
import { testSession } from './test-session'
import { testStatus } from './test-status'

/**
 * Plays the server in a test: each verb happens there, and the `AuthService` has learned of it when it returns.
 *
 * @example
 * const coatcheck = TestBed.inject(CoatcheckTesting)
 * coatcheck.expire()
 */
@Injectable()
export class CoatcheckTesting {
  readonly #server = inject(FakeAuthApi)
  readonly #state = inject(ɵAuthState)
  /** The real service, which the code under test uses. */
  readonly auth = inject(AuthService)

  /** Somebody is logged in. */
  logIn(profile: Partial<Profile> = {}, session: Partial<SessionInfo> = {}): void {
    this.#server.profile = testProfile(profile)
    this.#server.session = testSession(session)
    this.#state.beginEpoch(this.#server.snapshot())
  }

  /** Nobody is logged in any more, because the person said so. */
  async logOut(): Promise<void> {
    await this.auth.logout()
  }

  /** The session has ended on the server, and the app was told. */
  expire(reason: EndReason = 'idle_timeout'): void {
    this.#server.profile = null
    this.#state.take(testStatus(null, reason))
  }

  /** Another person has logged in, in another tab. */
  switchUser(profile: Partial<Profile> = {}): void {
    this.#server.profile = testProfile({ id: 'usr_grace', name: 'Grace Hopper', initials: 'GH', ...profile })
    this.#state.take(this.#server.snapshot())
  }

  /** Changes of the account are refused from now on, until `AuthService.reauthenticate` is called. */
  requireReauthentication(): void {
    this.#server.isStepUpRequired = true
  }

  /** Where else the person is logged in. */
  get otherSessions(): readonly DeviceSession[] {
    return this.#server.others
  }

  /** The person is logged in on these devices, too. */
  setOtherSessions(...sessions: readonly Partial<DeviceSession>[]): void {
    this.#server.others = sessions.map((session) => testDeviceSession(session))
  }

  /** Every call fails from now on, and the app has noticed. Status 0 stands for being offline. */
  fail(status: number, fields: Partial<Problem> = {}): void {
    const problem = testProblem({ ...fields, status })
    const failure = status === 0 ? new AuthError('offline') : new AuthError('problem', { problem, httpStatus: status })
    this.#server.failure = failure
    if (failure.isOutage) this.#state.markStale()
  }

  /** Calls are answered again. */
  async recover(): Promise<void> {
    this.#server.failure = null
    await this.auth.refresh()
  }
}
