import type { TestRequest } from '@angular/common/http/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { authGuard } from './auth-guard'
import type { AuthEvent } from './auth-event'
import type { AuthService } from './auth-service'
import { mountPrompt } from './spec/prompt'
import { goOffline, only, Page, refuse, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousStatus, endedStatus, graceStatus, loggedInAs, steppedUp } from './spec/status-bodies'

const routes = [
  { path: 'account', canMatch: [authGuard], component: Page },
  { path: '**', component: Page },
]

const kingStatus = loggedInAs('usr_ada', 'Ada King', '2')
const passwords = { currentPassword: 'correct horse battery', newPassword: 'a new coat every day' }

function setUpAda() {
  const test = setUp({ document: adaStatus, routes })
  const events: AuthEvent[] = []
  test.auth.events$.subscribe((event) => events.push(event))
  return { ...test, events }
}

/** 204. */
function done(request: TestRequest): void {
  request.flush(null, { status: 204, statusText: 'No Content' })
}

/** The actions that leave the person logged in, with what the server answers. */
const changes: [string, string, (auth: AuthService) => Promise<unknown>, (request: TestRequest) => void][] = [
  [
    'extend',
    '/auth/session/extend',
    (auth) => auth.extend(),
    (request) => {
      request.flush(adaStatus)
    },
  ],
  [
    'reauthenticate',
    '/auth/session/reauthenticate',
    (auth) => auth.reauthenticate({ password: 'correct horse battery' }),
    (request) => {
      request.flush(steppedUp(adaStatus))
    },
  ],
  [
    'updateProfile',
    '/auth/me',
    (auth) => auth.updateProfile({ name: 'Ada King' }),
    (request) => {
      request.flush(kingStatus.profile)
    },
  ],
  ['changePassword', '/auth/password/change', (auth) => auth.changePassword(passwords), done],
]

/** All actions but the ones that log in. */
const actions: [string, string, (auth: AuthService) => Promise<unknown>][] = [
  ...changes.map(([name, path, act]): [string, string, typeof act] => [name, path, act]),
  ['deleteAccount', '/auth/me', (auth) => auth.deleteAccount()],
  ['logoutEverywhere', '/auth/sessions', (auth) => auth.logoutEverywhere()],
  ['sessions.list', '/auth/sessions', (auth) => auth.sessions.list()],
  ['sessions.revoke', '/auth/sessions/ses_2', (auth) => auth.sessions.revoke('ses_2')],
  ['sessions.revokeOthers', '/auth/sessions', (auth) => auth.sessions.revokeOthers()],
]

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

  it.each(actions)('L2 %s rejects in an outage, and the person stays logged in', async (_, path, act) => {
    const { auth, requests } = setUpAda()
    const acted = act(auth)
    refuse(only(requests(path)), 503, 'unavailable', { retryAfterSeconds: 3 })
    await expect(acted).rejects.toMatchObject({ name: 'AuthError', code: 'unavailable', retryAfterSeconds: 3 })
    expect([auth.profile()?.name, auth.isStale(), requests(path)]).toEqual(['Ada Lovelace', true, []])
  })

  it.each(actions)('%s takes no captive portal for the server', async (_, path, act) => {
    const { auth, requests } = setUpAda()
    const acted = act(auth)
    only(requests(path)).flush({ welcome: 'to our hotel' })
    await expect(acted).rejects.toMatchObject({ name: 'AuthError', kind: 'unexpected' })
    expect(auth.profile()?.name).toBe('Ada Lovelace')
  })

  it.each(actions)('FC-48 %s logs out after a 401 that the status confirms', async (_, path, act) => {
    const { auth, requests, questions } = setUpAda()
    const acted = act(auth)
    refuse(only(requests(path)), 401, 'unauthenticated')
    only(questions()).flush(endedStatus)
    await expect(acted).rejects.toMatchObject({ code: 'unauthenticated' })
    expect([auth.endReason(), requests(path), questions()]).toEqual(['revoked', [], []])
  })

  it.each(actions)('FC-48 %s is sent once more when another tab was exchanging the token', async (_, path, act) => {
    const { auth, requests, questions } = setUpAda()
    void act(auth).catch(() => undefined)
    refuse(only(requests(path)), 401, 'unauthenticated')
    only(questions()).flush(adaStatus)
    await settle()
    refuse(only(requests(path)), 401, 'unauthenticated')
    await settle()
    expect([auth.isLoggedIn(), requests(path), questions()]).toEqual([true, [], []])
  })

  it.each(changes)('FC-48 %s changes nothing here when it is answered after a logout', async (_, path, act, answer) => {
    const { auth, requests, questions } = setUpAda()
    const acted = act(auth)
    const late = only(requests(path))
    const logout = auth.logout()
    done(only(requests('/auth/logout')))
    await logout
    answer(late)
    await acted
    expect([auth.isLoggedOut(), auth.profile(), auth.endReason()]).toEqual([true, null, 'logged_out'])
    only(questions()).flush(anonymousStatus)
    await settle()
    expect([auth.isLoggedOut(), auth.endReason()]).toEqual([true, 'logged_out'])
  })

  it.each(changes)('FC-48 %s changes nothing of Grace, who logged in meanwhile', async (_, path, act, answer) => {
    const { auth, requests, questions } = setUpAda()
    const acted = act(auth)
    const late = only(requests(path))
    const login = auth.login({ email: 'grace@example.org', password: 'correct horse battery' })
    only(requests('/auth/login')).flush(graceStatus)
    await login
    answer(late)
    await acted
    only(questions()).flush(graceStatus)
    await settle()
    expect(auth.profile()?.name).toBe('Grace Hopper')
    expect(auth.session()?.reauthenticatedUntil).toBeNull()
  })

  it.each(changes)('%s asks the server when it cannot know which answer is newer', async (_, path, act, answer) => {
    const { auth, requests, questions } = setUpAda()
    const acted = act(auth)
    const late = only(requests(path))
    const refreshed = auth.refresh()
    only(questions()).flush(loggedInAs('usr_ada', 'Ada of the other answer', '9'))
    await refreshed
    answer(late)
    await acted
    expect(auth.profile()?.name).toBe('Ada of the other answer')
    only(questions()).flush(kingStatus)
    await settle()
    expect(auth.profile()?.name).toBe('Ada King')
  })

  it.each(changes)('%s is not undone by an answer that left before it', async (_, path, act, answer) => {
    const { auth, requests, questions } = setUpAda()
    const refreshed = auth.refresh()
    const old = only(questions())
    const acted = act(auth)
    answer(only(requests(path)))
    await acted
    const known = [auth.profile(), auth.session()]
    old.flush(anonymousStatus)
    await settle()
    expect([auth.profile(), auth.session()]).toEqual(known)
    only(questions()).flush(adaStatus)
    await refreshed
    expect(auth.isLoggedIn()).toBe(true)
  })

  it.each(changes)('%s is no logout when the status is asked with the old token', async (_, path, act, answer) => {
    const { auth, requests, questions, events } = setUpAda()
    const acted = act(auth)
    const refreshed = auth.refresh()
    only(questions()).flush(anonymousStatus)
    await settle()
    answer(only(requests(path)))
    await acted
    await vi.advanceTimersByTimeAsync(1_000)
    only(questions()).flush(adaStatus)
    await refreshed
    expect(auth.isLoggedIn()).toBe(true)
    expect(events.filter(({ type }) => type === 'loggedOut')).toEqual([])
  })

  it('is logged in again when the new token arrived later than the patience for it', async () => {
    const { auth, requests, questions } = setUpAda()
    const changed = auth.changePassword(passwords)
    const refreshed = auth.refresh()
    only(questions()).flush(anonymousStatus)
    await vi.advanceTimersByTimeAsync(1_000)
    only(questions()).flush(anonymousStatus)
    await refreshed
    expect(auth.isLoggedOut()).toBe(true)
    done(only(requests('/auth/password/change')))
    await changed
    only(questions()).flush(adaStatus)
    await settle()
    expect(auth.isLoggedIn()).toBe(true)
  })

  it("does not show the profile of somebody else, whose cookie went with Ada's form", async () => {
    const { auth, requests, questions } = setUpAda()
    const changed = auth.updateProfile({ name: 'Ada King' })
    only(requests('/auth/me')).flush(graceStatus.profile)
    await changed
    expect(auth.profile()?.name).toBe('Ada Lovelace')
    only(questions()).flush(graceStatus)
    await settle()
    expect(auth.userId()).toBe('usr_grace')
  })

  it('takes the last of two changes at once from the server', async () => {
    const { auth, requests, questions } = setUpAda()
    const both = Promise.all([auth.updateProfile({ name: 'Ada King' }), auth.updateProfile({ locale: 'de' })])
    const [first, second] = requests('/auth/me')
    second?.flush({ ...kingStatus.profile, locale: 'de', version: '3' })
    await settle()
    first?.flush(kingStatus.profile)
    await both
    expect(auth.profile()?.version).toBe('3')
    only(questions()).flush({ ...kingStatus, profile: { ...kingStatus.profile, locale: 'de', version: '3' } })
    await settle()
    expect(auth.profile()?.locale).toBe('de')
  })
})
