import {
  AuthError,
  type AuthSnapshot,
  type LoginFields,
  type Problem,
  type Profile,
  type RegisterFields,
} from '@coatcheck/angular'
import { testProfile } from './test-profile'
import { testStatus } from './test-status'

/** A server in memory, standing where the library's HTTP calls are made. */
export class FakeAuthApi {
  /** Who is logged in as far as the server knows. */
  profile: Profile | null = null
  /** What every call is refused with, or null. */
  failure: AuthError | null = null

  status(): Promise<AuthSnapshot> {
    return this.#answer(() => this.snapshot())
  }

  register({ name, email }: RegisterFields): Promise<AuthSnapshot> {
    return this.#answer(() => this.#enter({ name, email }))
  }

  login({ email }: LoginFields): Promise<AuthSnapshot> {
    return this.#answer(() => this.#enter({ email }))
  }

  logout(): Promise<void> {
    return this.#answer(() => {
      this.profile = null
    })
  }

  snapshot(): AuthSnapshot {
    return testStatus(this.profile)
  }

  /** Refuses every call from now on. Status 0 stands for being offline. */
  fail(problem: Pick<Problem, 'status'> & Partial<Problem>): AuthError {
    const { status } = problem
    const whole: Problem = { type: 'about:blank', title: `HTTP ${status.toString()}`, code: 'unavailable', ...problem }
    this.failure =
      status === 0 ? new AuthError('offline') : new AuthError('problem', { problem: whole, httpStatus: status })
    return this.failure
  }

  #enter(fields: Partial<Profile>): AuthSnapshot {
    this.profile = testProfile(fields)
    return this.snapshot()
  }

  #answer<T>(work: () => T): Promise<T> {
    return this.failure ? Promise.reject(this.failure) : Promise.resolve(work())
  }
}
