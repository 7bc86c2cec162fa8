import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { authGuard } from './auth-guard'
import type { AuthEvent } from './auth-event'
import { done, kingStatus, passwords } from './spec/account-actions'
import { mountPrompt } from './spec/prompt'
import { goOffline, only, Page, refuse, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousStatus, steppedUp } from './spec/status-bodies'

const routes = [
  { path: 'account', canMatch: [authGuard], component: Page },
  { path: '**', component: Page },
]

function setUpAda() {
  const test = setUp({ document: adaStatus, routes })
  const events: AuthEvent[] = []
  test.auth.events$.subscribe((event) => events.push(event))
  return { ...test, events }
}

describe('AuthService', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('extends the session and takes what the server says of it', async () => {
    const { auth, requests } = setUpAda()
    const extended = auth.extend()
    const request = only(requests('/auth/session/extend'))
    expect([request.request.method, request.request.body]).toEqual(['POST', {}])
    request.flush({ ...adaStatus, session: { ...adaStatus.session, expiresInSeconds: 900 } })
    await extended
    expect(auth.session()?.expiresInSeconds).toBe(900)
  })

  it('opens the step-up window with the password', async () => {
    const { auth, requests } = setUpAda()
    const reauthenticated = auth.reauthenticate({ password: 'correct horse battery' })
    only(requests('/auth/session/reauthenticate')).flush(steppedUp(adaStatus))
    await reauthenticated
    expect(auth.session()?.reauthenticatedUntil).toBe('2026-01-01T00:10:00.000Z')
  })

  it('changes the profile, tells of it, and asks nothing', async () => {
    const { auth, requests, questions, events } = setUpAda()
    const changed = auth.updateProfile({ name: 'Ada King' })
    const request = only(requests('/auth/me'))
    expect([request.request.method, request.request.body]).toEqual(['PATCH', { name: 'Ada King' }])
    request.flush(kingStatus.profile)
    await expect(changed).resolves.toMatchObject({ name: 'Ada King' })
    expect(auth.profile()?.name).toBe('Ada King')
    expect(events).toEqual([{ type: 'profileChanged', userId: 'usr_ada', source: 'here' }])
    expect(questions()).toEqual([])
  })

  it('changes the password and stays logged in', async () => {
    const { auth, requests, events } = setUpAda()
    const changed = auth.changePassword(passwords)
    const request = only(requests('/auth/password/change'))
    expect([request.request.method, request.request.body]).toEqual(['POST', passwords])
    done(request)
    await changed
    expect([auth.isLoggedIn(), events]).toEqual([true, []])
  })

  it('rejects a wrong current password with its code', async () => {
    const { auth, requests } = setUpAda()
    const changed = auth.changePassword(passwords)
    refuse(only(requests('/auth/password/change')), 403, 'invalid_credentials')
    await expect(changed).rejects.toMatchObject({ code: 'invalid_credentials' })
    expect(auth.isLoggedIn()).toBe(true)
  })

  it('deletes the account, and is then logged out and off guarded pages', async () => {
    const { auth, requests, router, events } = setUpAda()
    await router.navigateByUrl('/account')
    const deleted = auth.deleteAccount()
    const request = only(requests('/auth/me'))
    expect(request.request.method).toBe('DELETE')
    done(request)
    await deleted
    expect([auth.endReason(), router.url]).toEqual(['account_deleted', '/login?returnUrl=%2Faccount'])
    expect(events).toEqual([{ type: 'loggedOut', reason: 'account_deleted', source: 'here' }])
  })

  it('asks for a step-up before it deletes the account', async () => {
    const { auth, requests } = setUpAda()
    mountPrompt()
    const deleted = auth.deleteAccount()
    refuse(only(requests('/auth/me')), 403, 'reauthentication_required')
    expect(auth.reauthenticationWanted()?.because).toBe('delete your account')
    const reauthenticated = auth.reauthenticate({ password: 'correct horse battery' })
    only(requests('/auth/session/reauthenticate')).flush(steppedUp(adaStatus))
    await reauthenticated
    done(only(requests('/auth/me')))
    await deleted
    expect(auth.endReason()).toBe('account_deleted')
  })

  it('says in the words of the app what the password is for', async () => {
    const { auth, requests } = setUpAda()
    mountPrompt()
    const changed = auth.updateProfile({ name: 'Ada King' }, 'change the name on your coat')
    refuse(only(requests('/auth/me')), 403, 'reauthentication_required')
    expect(auth.reauthenticationWanted()?.because).toBe('change the name on your coat')
    auth.cancelReauthentication()
    await expect(changed).rejects.toMatchObject({ code: 'reauthentication_required' })
  })

  it('learns from the server that the account is gone when the answer was lost', async () => {
    const { auth, requests, questions } = setUpAda()
    const deleted = auth.deleteAccount()
    goOffline(only(requests('/auth/me')))
    await expect(deleted).rejects.toMatchObject({ kind: 'offline' })
    expect([auth.isLoggedIn(), auth.isStale()]).toEqual([true, true])
    await vi.advanceTimersByTimeAsync(1_300)
    only(questions()).flush({ ...anonymousStatus, reason: 'account_deleted' })
    await settle()
    expect([auth.isLoggedIn(), auth.endReason()]).toEqual([false, 'account_deleted'])
  })

  it('logs out everywhere else first, then here', async () => {
    const { auth, requests } = setUpAda()
    const loggedOut = auth.logoutEverywhere()
    expect(requests('/auth/logout')).toEqual([])
    done(only(requests('/auth/sessions')))
    await settle()
    expect(auth.isLoggedIn()).toBe(true)
    done(only(requests('/auth/logout')))
    await loggedOut
    expect(auth.endReason()).toBe('logged_out')
  })

  it('is still logged in here when it could not log out elsewhere', async () => {
    const { auth, requests } = setUpAda()
    const loggedOut = auth.logoutEverywhere()
    refuse(only(requests('/auth/sessions')), 503, 'unavailable')
    await expect(loggedOut).rejects.toMatchObject({ code: 'unavailable' })
    expect([auth.isLoggedIn(), requests('/auth/logout')]).toEqual([true, []])
  })
})
