import { ApplicationRef, ɵNoopNgZone as NoopNgZone } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AuthEvent } from './auth-event'
import { goOffline, only, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousBecause, anonymousStatus, graceStatus } from './spec/status-bodies'

/** Ada's session, which ends in so many seconds. */
const endingIn = (expiresInSeconds: number, fields: object = {}) => ({
  ...adaStatus,
  session: { ...adaStatus.session, expiresInSeconds, ...fields },
})

function setUpEvents(document: object) {
  const test = setUp({ document })
  const events: AuthEvent[] = []
  test.auth.events$.subscribe((event) => events.push(event))
  return { ...test, events }
}

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000)

describe('SessionExpiry', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('knows no end while nobody is logged in', () => {
    const { auth } = setUp({ document: anonymousStatus })
    expect([auth.expiresInSeconds(), auth.isExpiring()]).toEqual([null, false])
  })

  it('tells the time left of the answer, and once a minute while the end is far', async () => {
    const { auth } = setUp({ document: adaStatus })
    expect(auth.expiresInSeconds()).toBe(1_800)
    await pass(59)
    expect(auth.expiresInSeconds()).toBe(1_800)
    await pass(1)
    expect(auth.expiresInSeconds()).toBe(1_740)
    expect(vi.getTimerCount()).toBe(1)
  })

  it('asks before it warns, since other requests may have kept the session alive', async () => {
    const { auth, events, questions } = setUpEvents(endingIn(180))
    await pass(60)
    const question = only(questions())
    expect(auth.isExpiring()).toBe(false)
    question.flush(endingIn(1_500))
    await settle()
    expect([auth.expiresInSeconds(), auth.isExpiring(), events]).toEqual([1_500, false, []])
  })

  it('warns when the server confirms it, and counts each second from there', async () => {
    const { auth, events, questions } = setUpEvents(endingIn(180))
    await pass(60)
    only(questions()).flush(endingIn(120))
    await settle()
    expect([auth.isExpiring(), events]).toEqual([true, [{ type: 'expiring', expiresInSeconds: 120 }]])
    await pass(1)
    expect(auth.expiresInSeconds()).toBe(119)
    await pass(58)
    expect(auth.expiresInSeconds()).toBe(61)
    expect(events).toHaveLength(1)
    expect(questions()).toHaveLength(0)
  })

  it('asks only once while there is no answer', async () => {
    const { questions } = setUp({ document: endingIn(180) })
    await pass(65)
    expect(questions()).toHaveLength(1)
  })

  it('L2 warns all the same when the server cannot be asked', async () => {
    const { auth, events, questions } = setUpEvents(endingIn(180))
    await pass(60)
    goOffline(only(questions()))
    await settle()
    expect([auth.isExpiring(), auth.isStale()]).toEqual([true, true])
    expect(events).toEqual([{ type: 'expiring', expiresInSeconds: 120 }, { type: 'stale' }])
  })

  it('ends the warning when the session is extended, here or elsewhere', async () => {
    const { auth, events, requests } = setUpEvents(endingIn(90))
    const extension = auth.extend()
    only(requests('/auth/session/extend')).flush(adaStatus)
    await extension
    expect([auth.isExpiring(), auth.expiresInSeconds()]).toEqual([false, 1_800])
    expect(events).toEqual([{ type: 'extended', expiresInSeconds: 1_800 }])
  })

  it('takes the end of a warning for no extension when somebody else has logged in', async () => {
    const { auth, events, requests } = setUpEvents(endingIn(90))
    const login = auth.login({ email: 'grace@example.org', password: 'correct horse battery' })
    only(requests('/auth/login')).flush({ ...graceStatus, session: { ...graceStatus.session, id: 'ses_2' } })
    await login
    expect(events.map(({ type }) => type)).toEqual(['userSwitched'])
  })

  it('leaves the end to the server', async () => {
    const { auth, events, questions } = setUpEvents(endingIn(5))
    await pass(5)
    expect([auth.expiresInSeconds(), auth.isLoggedIn(), questions()]).toEqual([0, true, []])
    await pass(1)
    only(questions()).flush(anonymousBecause('idle_timeout'))
    await settle()
    expect([auth.isLoggedOut(), auth.expiresInSeconds()]).toEqual([true, null])
    expect(events).toEqual([{ type: 'loggedOut', reason: 'idle_timeout', source: 'server' }])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('asks no more than once a second when the server sees the end later', async () => {
    const { auth, questions } = setUp({ document: endingIn(1) })
    await pass(2)
    only(questions()).flush(endingIn(0))
    await pass(0.9)
    expect(questions()).toHaveLength(0)
    await pass(0.1)
    only(questions()).flush(adaStatus)
    await settle()
    expect(auth.isExpiring()).toBe(false)
  })

  it('stays logged in through an outage at the end', async () => {
    const { auth, questions } = setUp({ document: endingIn(5) })
    await pass(6)
    goOffline(only(questions()))
    await pass(0.1)
    expect([auth.isLoggedIn(), auth.isStale(), auth.expiresInSeconds()]).toEqual([true, true, 0])
    await pass(1.3)
    only(questions()).flush(anonymousBecause('idle_timeout'))
    await settle()
    expect(auth.isLoggedOut()).toBe(true)
  })

  it('counts from the latest answer', async () => {
    const { auth, questions } = setUp({ document: adaStatus })
    await pass(600)
    const refreshed = auth.refresh()
    only(questions()).flush(adaStatus)
    await refreshed
    await pass(60)
    expect(auth.expiresInSeconds()).toBe(1_740)
  })

  it('counts on when the profile changes', async () => {
    const { auth, requests } = setUp({ document: adaStatus })
    await pass(120)
    const update = auth.updateProfile({ name: 'Ada King' })
    only(requests('/auth/me')).flush({ ...adaStatus.profile, name: 'Ada King', version: '2' })
    await update
    expect(auth.expiresInSeconds()).toBe(1_680)
  })

  it.each([
    ['is put back by a day', -86_400_000],
    ['was wrong by a year all along', 0],
  ])('does not care when the clock on the wall %s', async (_, changeMilliseconds) => {
    vi.setSystemTime(new Date('2031-01-01T00:00:00Z'))
    const { auth } = setUp({ document: adaStatus })
    vi.setSystemTime(Date.now() + changeMilliseconds)
    await pass(60)
    expect([auth.expiresInSeconds(), auth.isLoggedIn()]).toEqual([1_740, true])
  })

  it('asks, and does not warn, when the clock on the wall is put forward', async () => {
    const { auth, events, questions } = setUpEvents(adaStatus)
    vi.setSystemTime(Date.now() + 86_400_000)
    await pass(60)
    only(questions()).flush(endingIn(1_740))
    await settle()
    expect([auth.expiresInSeconds(), events]).toEqual([1_740, []])
  })

  it('notices that the machine slept, though the clock that only goes forward stood still', async () => {
    const { auth, questions } = setUp({ document: adaStatus })
    const stood = vi.spyOn(performance, 'now').mockReturnValue(performance.now())
    await pass(1_800)
    only(questions()).flush(anonymousBecause('idle_timeout'))
    await settle()
    expect(auth.isLoggedOut()).toBe(true)
    stood.mockRestore()
  })

  it('does not keep the app from being stable, with zones or without', async () => {
    const outside = vi.spyOn(NoopNgZone.prototype, 'runOutsideAngular')
    setUp({ document: adaStatus })
    expect(outside).toHaveBeenCalledOnce()
    await TestBed.inject(ApplicationRef).whenStable()
    expect(vi.getTimerCount()).toBe(1)
    outside.mockRestore()
  })

  it('starts no timer on a server', () => {
    const { auth } = setUp({ document: adaStatus, platform: 'server' })
    expect([auth.expiresInSeconds(), vi.getTimerCount()]).toEqual([1_800, 0])
  })

  it('stops with the app, also while it waits for an answer', async () => {
    const { questions } = setUp({ document: endingIn(180) })
    await pass(60)
    const question = only(questions())
    TestBed.resetTestingModule()
    expect(vi.getTimerCount()).toBe(0)
    question.error(new ProgressEvent('error'))
    await settle()
    expect(vi.getTimerCount()).toBe(0)
  })
})
