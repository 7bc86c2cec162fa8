import { DOCUMENT } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import {
  AuthService,
  Identities,
  injectProfileIncomplete,
  LoginProviders,
  ProfilePicture,
  provideCoatcheck,
  registerReauthenticationPrompt,
} from '@coatcheck/angular'
import { CoatcheckTesting, type CoatcheckTestingOptions, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'

function setUp(options?: CoatcheckTestingOptions) {
  TestBed.configureTestingModule({
    providers: [provideRouter([]), provideCoatcheck(), provideCoatcheckTesting(options)],
  })
  return { auth: TestBed.inject(AuthService), coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('provideCoatcheckTesting', () => {
  it('begins logged out', () => {
    expect(setUp().auth.isLoggedOut()).toBe(true)
  })

  it('begins logged in with the profile and the session it is given', () => {
    const { auth } = setUp({ profile: { roles: ['admin'] }, session: { persistent: true } })
    expect([auth.hasRole('admin'), auth.session()?.persistent]).toEqual([true, true])
  })

  it('begins unknown and answers when asked', async () => {
    const { auth } = setUp({ profile: {}, unknown: true })
    expect(auth.status()).toBe('unknown')
    await auth.whenReady()
    expect(auth.isLoggedIn()).toBe(true)
  })

  it('logs in and out', async () => {
    const { auth, coatcheck } = setUp()
    coatcheck.logIn({ name: 'Grace Hopper' }, { expiresInSeconds: 90 })
    expect([auth.profile()?.name, auth.isExpiring()]).toEqual(['Grace Hopper', true])
    await coatcheck.logOut()
    expect(auth.endReason()).toBe('logged_out')
  })

  it('registers whoever wants to', async () => {
    const { auth } = setUp()
    await auth.register({ name: 'Grace Hopper', email: 'grace@example.org', password: 'correct horse battery' })
    expect(auth.profile()).toMatchObject({ name: 'Grace Hopper', email: 'grace@example.org' })
  })

  it('expires the session with a reason, which the server knows too', async () => {
    const { auth, coatcheck } = setUp({ profile: {} })
    coatcheck.expire('revoked')
    expect(auth.endReason()).toBe('revoked')
    await auth.refresh()
    expect(auth.endReason()).toBe('revoked')
    await expect(auth.extend()).rejects.toMatchObject({ code: 'unauthenticated', problem: { reason: 'revoked' } })
  })

  it('brings the end of the session near, until it is extended', async () => {
    const { auth, coatcheck } = setUp({ profile: {} })
    coatcheck.changeSession({ expiresInSeconds: 60 })
    expect(auth.isExpiring()).toBe(true)
    await auth.extend()
    expect(auth.isExpiring()).toBe(false)
  })

  it('switches the user, without a new page', () => {
    const { auth, coatcheck } = setUp({ profile: {} })
    coatcheck.switchUser()
    expect(auth.userId()).toBe('usr_grace')
  })

  it('leaves no page hidden for the next test', () => {
    const { coatcheck } = setUp({ profile: {} })
    const document = TestBed.inject(DOCUMENT)
    coatcheck.switchUser()
    expect(document.adoptedStyleSheets).toHaveLength(1)
    TestBed.resetTestingModule()
    expect(document.adoptedStyleSheets).toEqual([])
  })

  it('fails and recovers, logged in all the while', async () => {
    const { auth, coatcheck } = setUp({ profile: {} })
    coatcheck.fail(503, { retryAfterSeconds: 3 })
    expect([auth.isLoggedIn(), auth.isStale()]).toEqual([true, true])
    await expect(auth.logout()).rejects.toMatchObject({ retryAfterSeconds: 3 })
    await coatcheck.recover()
    expect([auth.isLoggedIn(), auth.isStale()]).toEqual([true, false])
  })

  it('refuses a login with the code it is given', async () => {
    const { auth, coatcheck } = setUp()
    coatcheck.fail(401, { code: 'invalid_credentials' })
    const login = auth.login({ email: 'ada@example.org', password: 'wrong' })
    await expect(login).rejects.toMatchObject({ code: 'invalid_credentials' })
    expect(auth.isStale()).toBe(false)
  })

  it('checks the password when it knows one', async () => {
    const { auth } = setUp({ password: 'right' })
    await expect(auth.login({ email: 'ada@example.org', password: 'wrong' })).rejects.toMatchObject({ httpStatus: 401 })
    await auth.login({ email: 'ada@example.org', password: 'right' })
    await expect(auth.reauthenticate({ password: 'wrong' })).rejects.toMatchObject({
      httpStatus: 403,
      code: 'invalid_credentials',
    })
    await auth.changePassword({ currentPassword: 'right', newPassword: 'new' })
    await auth.reauthenticate({ password: 'new' })
    expect(auth.session()?.reauthenticatedUntil).not.toBeNull()
  })

  it('changes the profile', async () => {
    const { auth } = setUp({ profile: { name: 'Ada' } })
    await auth.updateProfile({ name: 'Ada King' })
    expect(auth.profile()?.name).toBe('Ada King')
  })

  it('demands a step-up: refused without a prompt, waited for with one', async () => {
    const { auth, coatcheck } = setUp({ profile: {} })
    coatcheck.requireReauthentication()
    await expect(auth.deleteAccount()).rejects.toMatchObject({ code: 'reauthentication_required' })
    TestBed.runInInjectionContext(registerReauthenticationPrompt)
    const deleted = auth.deleteAccount()
    await expect.poll(() => auth.reauthenticationWanted()).toMatchObject({ because: 'delete your account' })
    await auth.reauthenticate({ password: 'any' })
    await deleted
    expect(auth.endReason()).toBe('account_deleted')
  })

  it('refuses what waited when the person cancels', async () => {
    const { auth, coatcheck } = setUp({ profile: {} })
    coatcheck.requireReauthentication()
    TestBed.runInInjectionContext(registerReauthenticationPrompt)
    const changed = auth.updateProfile({ name: 'Ada King' })
    await expect.poll(() => auth.reauthenticationWanted()).not.toBeNull()
    auth.cancelReauthentication()
    await expect(changed).rejects.toMatchObject({ code: 'reauthentication_required' })
    expect(auth.profile()?.name).toBe('Ada Lovelace')
  })

  it('lists the devices of the person, and ends them', async () => {
    const { auth, coatcheck } = setUp({ profile: {}, otherSessions: [{ id: 'ses_a' }, { id: 'ses_b' }] })
    const ids = async () => (await auth.sessions.list()).map(({ id }) => id)
    await expect(ids()).resolves.toEqual(['ses_test', 'ses_a', 'ses_b'])
    await auth.sessions.revoke('ses_a')
    await expect(auth.sessions.revoke('ses_a')).rejects.toMatchObject({ code: 'not_found' })
    expect(coatcheck.otherSessions.map(({ id }) => id)).toEqual(['ses_b'])
    await auth.sessions.revokeOthers()
    await expect(ids()).resolves.toEqual(['ses_test'])
    coatcheck.setOtherSessions({ id: 'ses_c' })
    await auth.logoutEverywhere()
    expect([coatcheck.otherSessions, auth.isLoggedOut()]).toEqual([[], true])
  })

  it('leads to providers, and stays', async () => {
    const { auth, coatcheck } = setUp({ providers: [{ id: 'google' }] })
    await expect(TestBed.inject(LoginProviders).list()).resolves.toMatchObject([{ id: 'google', available: true }])
    auth.loginWith('google', { returnUrl: '/orders' })
    expect(coatcheck.leftFor).toEqual(['/auth/providers/google/start?returnUrl=%2Forders'])
  })

  it('links and unlinks identities, of which one has to stay', async () => {
    const { coatcheck } = setUp({ profile: {}, providers: [{ id: 'google' }], identities: [{}], hasPassword: false })
    const identities = TestBed.inject(Identities)
    await identities.link('google', { returnUrl: '/security' })
    await identities.reauthenticate('google')
    expect(coatcheck.leftFor).toEqual(['https://google.example/authorize', 'https://google.example/authorize'])
    await expect(identities.unlink('idn_google')).rejects.toMatchObject({ code: 'last_login_method' })
    coatcheck.setIdentities([{}, { id: 'idn_other', label: 'Facebook' }])
    await identities.unlink('idn_google')
    await expect(identities.list()).resolves.toMatchObject({ identities: [{ id: 'idn_other' }], hasPassword: true })
    await expect(identities.unlink('idn_google')).rejects.toMatchObject({ code: 'not_found' })
    await expect(identities.link('nobody')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('has no password to step up with for whoever has none', async () => {
    const { auth } = setUp({ profile: {}, hasPassword: false })
    await expect(auth.reauthenticate({ password: 'any' })).rejects.toMatchObject({ code: 'no_password' })
  })

  it('lacks in the profile what it is told to, until it is given', async () => {
    const { auth } = setUp({ profile: { email: null }, profileIncomplete: ['email'] })
    const missing = TestBed.runInInjectionContext(injectProfileIncomplete)
    expect(missing()).toEqual(['email'])
    await auth.updateProfile({ email: 'grace@example.org' })
    await auth.refresh()
    expect(missing()).toEqual([])
  })

  it('shows another picture, and none', async () => {
    const { auth } = setUp({ profile: {} })
    const picture = TestBed.inject(ProfilePicture)
    await picture.upload(new Blob(['…'], { type: 'image/png' }))
    expect(auth.profile()?.picture).toMatch(/^\/auth\/avatar\//)
    await picture.remove()
    expect(auth.profile()?.picture).toBeNull()
  })

  it('logs out at the provider that the session began with', async () => {
    const { auth, coatcheck } = setUp({ profile: {}, session: { methods: ['google'] }, providers: [{ id: 'google' }] })
    await TestBed.inject(LoginProviders).logout()
    expect([auth.isLoggedOut(), coatcheck.leftFor]).toEqual([true, ['https://google.example/logout']])
  })
})
