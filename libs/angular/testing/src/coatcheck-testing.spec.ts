import { TestBed } from '@angular/core/testing'
import { AuthService } from '@coatcheck/angular'
import { CoatcheckTesting, type CoatcheckTestingOptions, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'

function setUp(options?: CoatcheckTestingOptions) {
  TestBed.configureTestingModule({ providers: [provideCoatcheckTesting(options)] })
  return { auth: TestBed.inject(AuthService), coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('provideCoatcheckTesting', () => {
  it('begins logged out', () => {
    expect(setUp().auth.isLoggedOut()).toBe(true)
  })

  it('begins logged in with the profile it is given', () => {
    expect(setUp({ profile: { roles: ['admin'] } }).auth.hasRole('admin')).toBe(true)
  })

  it('begins unknown and answers when asked', async () => {
    const { auth } = setUp({ profile: {}, unknown: true })
    expect(auth.status()).toBe('unknown')
    await auth.whenReady()
    expect(auth.isLoggedIn()).toBe(true)
  })

  it('logs in and out', async () => {
    const { auth, coatcheck } = setUp()
    coatcheck.logIn({ name: 'Grace Hopper' })
    expect(auth.profile()?.name).toBe('Grace Hopper')
    await coatcheck.logOut()
    expect(auth.endReason()).toBe('logged_out')
  })

  it('expires the session with a reason', () => {
    const { auth, coatcheck } = setUp({ profile: {} })
    coatcheck.expire('revoked')
    expect(auth.endReason()).toBe('revoked')
  })

  it('switches the user', () => {
    const { auth, coatcheck } = setUp({ profile: {} })
    coatcheck.switchUser()
    expect(auth.userId()).toBe('usr_grace')
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
})
