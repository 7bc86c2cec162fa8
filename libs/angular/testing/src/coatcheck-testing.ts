import { inject, Injectable } from '@angular/core'
import { AuthService, type EndReason, type Problem, type Profile, ɵAuthState } from '@coatcheck/angular'
import { FakeAuthApi } from './fake-auth-api'
import { testProfile } from './test-profile'
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
  logIn(profile: Partial<Profile> = {}): void {
    this.#server.profile = testProfile(profile)
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

  /** Every call fails from now on, and the app has noticed. Status 0 stands for being offline. */
  fail(status: number, problem: Partial<Problem> = {}): void {
    if (this.#server.fail({ ...problem, status }).isOutage) this.#state.markStale()
  }

  /** Calls are answered again. */
  async recover(): Promise<void> {
    this.#server.failure = null
    await this.auth.refresh()
  }
}
