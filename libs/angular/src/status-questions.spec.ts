import { firstValueFrom } from 'rxjs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AuthEvent } from './auth-event'
import { only, Page, refuse, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousStatus, endedStatus, graceStatus, loggedInAs } from './spec/status-bodies'

const secondLookAfter = 1_000

function setUpAda() {
  const test = setUp({ document: adaStatus, routes: [{ path: '**', component: Page }] })
  const events: AuthEvent[] = []
  test.auth.events$.subscribe((event) => events.push(event))
  return { ...test, events }
}

describe('a logout without a reason', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is believed when the server says it twice', async () => {
    const { auth, questions, events } = setUpAda()
    const refreshed = auth.refresh()
    only(questions()).flush(anonymousStatus)
    await vi.advanceTimersByTimeAsync(secondLookAfter - 1)
    expect([auth.isLoggedIn(), questions()]).toEqual([true, []])
    await vi.advanceTimersByTimeAsync(1)
    only(questions()).flush(anonymousStatus)
    await refreshed
    expect(events).toEqual([{ type: 'loggedOut', reason: null, source: 'server' }])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(questions()).toEqual([])
  })

  it('is none when the token was only being exchanged', async () => {
    const { auth, questions, events } = setUpAda()
    const refreshed = auth.refresh()
    only(questions()).flush(anonymousStatus)
    await vi.advanceTimersByTimeAsync(secondLookAfter)
    only(questions()).flush(adaStatus)
    await refreshed
    expect([auth.isLoggedIn(), events]).toEqual([true, []])
  })

  it('needs no second look once there is a reason', async () => {
    const { auth, questions } = setUpAda()
    const refreshed = auth.refresh()
    only(questions()).flush(endedStatus)
    await refreshed
    expect(auth.endReason()).toBe('revoked')
  })

  it('needs no second look when nobody was known to be logged in', async () => {
    const { auth, questions } = setUp()
    only(questions()).flush(anonymousStatus)
    await settle()
    expect(auth.isLoggedOut()).toBe(true)
  })

  it('is looked at once, however many ask', async () => {
    const { auth, questions } = setUpAda()
    const first = auth.refresh()
    only(questions()).flush(anonymousStatus)
    await settle()
    const others = Promise.all([auth.refresh(), auth.refresh()])
    await vi.advanceTimersByTimeAsync(secondLookAfter)
    only(questions()).flush(endedStatus)
    await first
    await settle()
    only(questions()).flush(endedStatus)
    await others
    expect(questions()).toEqual([])
  })

  it('L2 is no logout when the second look fails', async () => {
    const { auth, questions, events } = setUpAda()
    const refreshed = auth.refresh().catch(() => 'no answer')
    only(questions()).flush(anonymousStatus)
    await vi.advanceTimersByTimeAsync(secondLookAfter)
    refuse(only(questions()), 503, 'unavailable')
    await expect(refreshed).resolves.toBe('no answer')
    expect([auth.isLoggedIn(), events]).toEqual([true, [{ type: 'stale' }]])
  })

  it('is no longer looked at once somebody has logged in', async () => {
    const { auth, questions, requests } = setUpAda()
    const refreshed = auth.refresh()
    only(questions()).flush(anonymousStatus)
    await settle()
    const login = auth.login({ email: 'grace@example.org', password: 'correct horse battery' })
    only(requests('/auth/login')).flush(graceStatus)
    await login
    await vi.advanceTimersByTimeAsync(secondLookAfter)
    await refreshed
    expect([auth.userId(), questions()]).toEqual(['usr_grace', []])
  })

  it('leaves no timer behind when the app is destroyed', async () => {
    const { auth, questions } = setUpAda()
    void auth.refresh()
    only(questions()).flush(anonymousStatus)
    await settle()
    const { TestBed } = await import('@angular/core/testing')
    TestBed.resetTestingModule()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('FC-48 sends a request once more when another tab was exchanging the token', async () => {
    const { http, questions, requests } = setUpAda()
    const order = firstValueFrom(http.post('/api/orders', { tea: 1 }))
    refuse(only(requests('/api/orders')), 401, 'unauthenticated')
    only(questions()).flush(anonymousStatus)
    await vi.advanceTimersByTimeAsync(secondLookAfter)
    only(questions()).flush(adaStatus)
    await settle()
    only(requests('/api/orders')).flush({ id: 7 })
    await expect(order).resolves.toEqual({ id: 7 })
    expect([...questions(), ...requests('/api/orders')]).toEqual([])
  })
})

describe('a question', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('FC-48 causes no other one when it is refused itself', async () => {
    vi.useFakeTimers()
    const { auth, questions } = setUpAda()
    const refreshed = auth.refresh()
    refuse(only(questions()), 401, 'unauthenticated')
    await expect(refreshed).rejects.toMatchObject({ code: 'unauthenticated' })
    expect([auth.isLoggedIn(), questions()]).toEqual([true, []])
    await vi.advanceTimersByTimeAsync(1_300)
    expect(questions()).toHaveLength(1)
  })
})

describe('an answer that is older than what is known', () => {
  it('is asked for again', async () => {
    const { auth, questions, requests } = setUpAda()
    const refreshed = auth.refresh()
    const old = only(questions())
    const change = auth.updateProfile({ name: 'Ada King' })
    only(requests('/auth/me')).flush(loggedInAs('usr_ada', 'Ada King', '2').profile)
    await change
    old.flush(adaStatus)
    await settle()
    expect(auth.profile()?.name).toBe('Ada King')
    only(questions()).flush(loggedInAs('usr_ada', 'Ada Lovelace-King', '3'))
    await refreshed
    expect(auth.profile()?.name).toBe('Ada Lovelace-King')
  })

  it('does not bring back the reason of an end that was told before', async () => {
    const { auth, questions } = setUpAda()
    const ended = auth.refresh()
    only(questions()).flush(endedStatus)
    await ended
    const refreshed = auth.refresh()
    only(questions()).flush(anonymousStatus)
    await refreshed
    expect(auth.endReason()).toBe('revoked')
  })
})
