import { inject, Injectable } from '@angular/core'
import {
  AuthError,
  type AuthSnapshot,
  type ChangePasswordFields,
  type DeviceSession,
  type LoginFields,
  type Problem,
  type Profile,
  type ProfilePatch,
  type ReauthenticateFields,
  type RegisterFields,
  type SessionInfo,
  type ɵAuthApi,
  ɵStepUp,
} from '@coatcheck/angular'
import { firstValueFrom } from 'rxjs'
import { testDeviceSession } from './test-device-session'
import { testProblem } from './test-problem'
import { testProfile } from './test-profile'
import { testSession } from './test-session'
import { testStatus } from './test-status'

/** A server in memory, standing where the library's HTTP calls are made. */
@Injectable()
export class FakeAuthApi implements Pick<ɵAuthApi, keyof ɵAuthApi> {
  readonly #stepUp = inject(ɵStepUp)
  /** Who is logged in as far as the server knows. */
  profile: Profile | null = null
  session: SessionInfo = testSession()
  /** Where else the person is logged in. */
  others: readonly DeviceSession[] = []
  /** The only password that is right; null stands for any. */
  password: string | null = null
  /** What every call is refused with, or null. */
  failure: AuthError | null = null
  /** Changes of the account are refused until the person has proven again who they are. */
  isStepUpRequired = false

  status(): Promise<AuthSnapshot> {
    return this.#answer(() => this.snapshot())
  }

  register({ name, email }: RegisterFields): Promise<AuthSnapshot> {
    return this.#answer(() => this.#enter({ name, email }))
  }

  login({ email, password }: LoginFields): Promise<AuthSnapshot> {
    return this.#answer(() => {
      this.#check(password, 401)
      return this.#enter({ email })
    })
  }

  logout(): Promise<void> {
    return this.#answer(() => {
      this.profile = null
    })
  }

  extend(): Promise<AuthSnapshot> {
    return this.#answerPerson(() => {
      this.session = testSession({ ...this.session, ...later(this.session) })
      return this.snapshot()
    })
  }

  reauthenticate({ password }: ReauthenticateFields): Promise<AuthSnapshot> {
    return this.#answerPerson(() => {
      this.#check(password, 403, '/password')
      this.isStepUpRequired = false
      this.session = { ...this.session, reauthenticatedUntil: this.session.absoluteExpiresAt }
      return this.snapshot()
    })
  }

  updateProfile(patch: ProfilePatch, because: string): Promise<Profile> {
    return this.#answerSteppedUp(because, (profile) => {
      this.profile = { ...profile, ...patch, version: `${profile.version}+` }
      return this.profile
    })
  }

  changePassword({ currentPassword, newPassword }: ChangePasswordFields, because: string): Promise<void> {
    return this.#answerSteppedUp(because, () => {
      this.#check(currentPassword, 403, '/currentPassword')
      if (this.password !== null) this.password = newPassword
      this.others = []
    })
  }

  deleteAccount(because: string): Promise<void> {
    return this.#answerSteppedUp(because, () => {
      this.profile = null
    })
  }

  listSessions(): Promise<DeviceSession[]> {
    return this.#answerPerson(() => [testDeviceSession({ id: this.session.id, current: true }), ...this.others])
  }

  endSession(id: string): Promise<void> {
    return this.#answerPerson(() => {
      if (id === this.session.id) this.profile = null
      else if (!this.others.some((other) => other.id === id)) throw problem(404, 'not_found')
      this.others = this.others.filter((other) => other.id !== id)
    })
  }

  endOtherSessions(): Promise<void> {
    return this.#answerPerson(() => {
      this.others = []
    })
  }

  snapshot(): AuthSnapshot {
    return testStatus(this.profile, null, this.session)
  }

  #enter(fields: Partial<Profile>): AuthSnapshot {
    this.profile = testProfile(fields)
    return this.snapshot()
  }

  #check(password: string, status: number, pointer?: string): void {
    if (this.password === null || this.password === password) return
    const errors = pointer ? { errors: [{ pointer, message: 'is wrong' }] } : {}
    throw problem(status, 'invalid_credentials', errors)
  }

  /** As the interceptor does it: whoever lacks a step-up waits for it and is answered afterwards. */
  async #answerSteppedUp<T>(because: string, work: (profile: Profile) => T): Promise<T> {
    if (this.isStepUpRequired && this.profile && !this.failure) await firstValueFrom(this.#stepUp.wait(because))
    return this.#answerPerson((profile) => {
      if (this.isStepUpRequired) throw problem(403, 'reauthentication_required')
      return work(profile)
    })
  }

  #answerPerson<T>(work: (profile: Profile) => T): Promise<T> {
    return this.#answer(() => {
      if (!this.profile) throw problem(401, 'unauthenticated')
      return work(this.profile)
    })
  }

  async #answer<T>(work: () => T): Promise<T> {
    await Promise.resolve()
    if (this.failure) throw this.failure
    return work()
  }
}

function problem(status: number, code: Problem['code'], fields: Partial<Problem> = {}): AuthError {
  return new AuthError('problem', { problem: testProblem({ ...fields, status, code }), httpStatus: status })
}

/** An hour more, by the server's own times. */
function later({ idleExpiresAt }: SessionInfo): Partial<SessionInfo> {
  return { idleExpiresAt: new Date(Date.parse(idleExpiresAt) + 3_600_000).toISOString() }
}
