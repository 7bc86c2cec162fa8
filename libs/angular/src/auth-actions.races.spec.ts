import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AuthEvent } from './auth-event'
import { actions, changes, done, kingStatus, passwords } from './spec/account-actions'
import { only, refuse, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousStatus, endedStatus, graceStatus, loggedInAs } from './spec/status-bodies'

function setUpAda() {
  const test = setUp({ document: adaStatus })
  const events: AuthEvent[] = []
  test.auth.events$.subscribe((event) => events.push(event))
  return { ...test, events }
}

describe('an action', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
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
