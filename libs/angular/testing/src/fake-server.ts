import type {
  ChangePasswordFields,
  DeviceSession,
  EndReason,
  LoginFields,
  Profile,
  ProfileGap,
  ProfilePatch,
  ReauthenticateFields,
  RegisterFields,
  SessionInfo,
} from '@coatcheck/angular'
import { FakeWaysIn } from './fake-ways-in'
import { refusal } from './refusal'
import { testDeviceSession } from './test-device-session'
import { testProfile } from './test-profile'
import { testSession } from './test-session'

/** What the server knows, and what it does about each call: the answer's body, nothing for a 204, or an `AuthError`. */
export class FakeServer {
  /** Who is logged in as far as the server knows. */
  profile: Profile | null = null
  /** Why nobody is. */
  endReason: EndReason | null = null
  session: SessionInfo = testSession()
  /** Where else the person is logged in. */
  others: readonly DeviceSession[] = []
  /** The only password that is right; null stands for any. */
  password: string | null = null
  /** Changes of the account are refused until the person has proven again who they are. */
  isStepUpRequired = false
  /** What no provider told. */
  profileIncomplete: readonly ProfileGap[] = []
  readonly waysIn = new FakeWaysIn()

  status() {
    const { profile, session, endReason: reason, profileIncomplete } = this
    if (!profile) return { authenticated: false, reason, loginMethods: ['password'] }
    const { id: userId, version: profileVersion } = profile
    return { authenticated: true, userId, profileVersion, profile, session, profileIncomplete }
  }

  register({ name, email }: RegisterFields) {
    return this.#enter({ name, email })
  }

  login({ email, password }: LoginFields) {
    this.#check(password, 401)
    return this.#enter({ email })
  }

  logout(atProvider = false) {
    const { methods } = this.session
    this.end('logged_out')
    const at = this.waysIn.providers.find(({ id, logsOut }) => logsOut && methods.includes(id))
    return atProvider ? { providerLogoutUrl: at ? `https://${at.id}.example/logout` : null } : undefined
  }

  /** The session is over. */
  end(reason: EndReason): void {
    this.profile = null
    this.endReason = reason
  }

  extend() {
    this.requirePerson()
    const later = new Date(Date.parse(this.session.idleExpiresAt) + 3_600_000).toISOString()
    this.session = { ...this.session, idleExpiresAt: later, expiresInSeconds: testSession().expiresInSeconds }
    return this.status()
  }

  reauthenticate({ password }: ReauthenticateFields) {
    this.requirePerson()
    if (!this.waysIn.hasPassword) throw refusal({ status: 409, code: 'no_password' })
    this.#check(password, 403, '/password')
    this.isStepUpRequired = false
    this.session = { ...this.session, reauthenticatedUntil: this.session.absoluteExpiresAt }
    return this.status()
  }

  updateProfile(patch: ProfilePatch): Profile {
    const profile = this.requireStepUp()
    this.profileIncomplete = this.profileIncomplete.filter((gap) => patch[gap] === undefined)
    this.profile = { ...profile, ...patch, version: `${profile.version}+` }
    return this.profile
  }

  /** As with {@link updateProfile}, but the server asks for no step-up. */
  setPicture(picture: string | null): Profile {
    const profile = this.requirePerson()
    this.profile = { ...profile, picture, version: `${profile.version}+` }
    return this.profile
  }

  changePassword({ currentPassword, newPassword }: ChangePasswordFields): void {
    this.requireStepUp()
    this.#check(currentPassword, 403, '/currentPassword')
    if (this.password !== null) this.password = newPassword
    this.others = []
  }

  deleteAccount(): void {
    this.requireStepUp()
    this.end('account_deleted')
  }

  listSessions() {
    this.requirePerson()
    return { sessions: [testDeviceSession({ id: this.session.id, current: true }), ...this.others] }
  }

  endSession(id: string): void {
    this.requirePerson()
    if (id === this.session.id) this.end('logged_out')
    else if (!this.others.some((other) => other.id === id)) throw refusal({ status: 404, code: 'not_found' })
    this.others = this.others.filter((other) => other.id !== id)
  }

  endOtherSessions(): void {
    this.requirePerson()
    this.others = []
  }

  requirePerson(): Profile {
    if (!this.profile) throw refusal({ status: 401, code: 'unauthenticated', reason: this.endReason })
    return this.profile
  }

  requireStepUp(): Profile {
    const profile = this.requirePerson()
    if (this.isStepUpRequired) throw refusal({ status: 403, code: 'reauthentication_required' })
    return profile
  }

  #enter(fields: Partial<Profile>) {
    this.profile = testProfile(fields)
    return this.status()
  }

  #check(password: string, status: number, pointer?: string): void {
    if (this.password === null || this.password === password) return
    const errors = pointer ? { errors: [{ pointer, message: 'is wrong' }] } : {}
    throw refusal({ status, code: 'invalid_credentials', ...errors })
  }
}
