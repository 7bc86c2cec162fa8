import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AuthEvent } from './auth-event'
import { goOffline, only, refuse, refuseWithHtml, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousBecause, anonymousStatus, graceStatus, loggedInAs } from './spec/status-bodies'

const credentials = { email: 'ada@example.org', password: 'correct horse battery' }

describe('AuthService', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is neither logged in nor logged out before the first answer', () => {
    const { auth } = setUp()
    expect([auth.isLoggedIn(), auth.isLoggedOut(), auth.profile(), auth.userId()]).toEqual([false, false, null, null])
  })

  it('computes everything from one answer', () => {
    const { auth } = setUp({ document: adaStatus })
    expect(auth.userId()).toBe('usr_ada')
    expect(auth.session()?.id).toBe('ses_1')
    expect(auth.hasRole('user')).toBe(true)
    expect(auth.hasRole('admin')).toBe(false)
    expect(auth.endReason()).toBeNull()
  })

  it('shares one question among everybody who waits', async () => {
    const { auth, questions } = setUp()
    const ready = Promise.all([auth.whenReady(), auth.whenReady(), auth.whenReady()])
    only(questions()).flush(adaStatus)
    await ready
    expect(auth.isLoggedIn()).toBe(true)
  })

  it('refreshes with a question of its own when one is under way, and shares it', async () => {
    const { auth, questions } = setUp({ document: adaStatus })
    const first = auth.refresh()
    const others = Promise.all([auth.refresh(), auth.refresh()])
    const before = only(questions())
    before.flush(adaStatus)
    await first
    await settle()
    only(questions()).flush(loggedInAs('usr_ada', 'Ada King', '2'))
    await others
    expect(auth.profile()?.name).toBe('Ada King')
  })

  it('tells the developer once that something else answers at the address of the API', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const { questions } = setUp()
    refuseWithHtml(only(questions()), 404)
    await vi.advanceTimersByTimeAsync(2_000)
    only(questions()).flush({})
    await settle()
    expect(warn.mock.calls).toEqual([[expect.stringContaining('/auth/status answered 404')]])
    warn.mockRestore()
  })

  it('takes a login that broke on the server for no outage', async () => {
    const { auth, requests } = setUp({ document: anonymousStatus })
    const login = auth.login(credentials)
    refuse(only(requests('/auth/login')), 500, 'internal_error')
    await expect(login).rejects.toMatchObject({ code: 'internal_error' })
    expect(auth.isStale()).toBe(false)
  })

  it('waits out an outage before the first answer', async () => {
    const { auth, questions } = setUp()
    const ready = vi.fn()
    void auth.whenReady().then(ready)
    refuse(only(questions()), 503, 'unavailable')
    await vi.advanceTimersByTimeAsync(2_000)
    goOffline(only(questions()))
    await settle()
    expect(auth.status()).toBe('unknown')
    expect(auth.isStale()).toBe(true)
    expect(ready).not.toHaveBeenCalled()

    await vi.advanceTimersByTimeAsync(3_000)
    only(questions()).flush(adaStatus)
    await settle()
    expect(ready).toHaveBeenCalledOnce()
    expect(auth.isStale()).toBe(false)
  })

  it('asks once on a server and says that it failed', async () => {
    const { auth, questions } = setUp({ platform: 'server' })
    expect(questions()).toHaveLength(0)
    const ready = auth.whenReady()
    refuse(only(questions()), 503, 'unavailable')
    await expect(ready).rejects.toMatchObject({ code: 'unavailable' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(questions()).toHaveLength(0)
  })

  it('keeps the profile object while its version is the same', async () => {
    const { auth, questions } = setUp({ document: adaStatus })
    const before = auth.profile()
    const refreshed = auth.refresh()
    only(questions()).flush(structuredClone(adaStatus))
    await refreshed
    expect(auth.profile()).toBe(before)
  })

  it('logs in with the answer to the login', async () => {
    const { auth, requests } = setUp({ document: anonymousStatus })
    const login = auth.login({ ...credentials, remember: true })
    const request = only(requests('/auth/login'))
    expect(request.request.body).toEqual({ ...credentials, remember: true })
    request.flush(adaStatus)
    await expect(login).resolves.toMatchObject({ name: 'Ada Lovelace' })
    expect(auth.isLoggedIn()).toBe(true)
  })

  it('logs in with the answer to the registration', async () => {
    const { auth, requests } = setUp({ document: anonymousStatus })
    const registration = auth.register({ name: 'Ada Lovelace', ...credentials })
    only(requests('/auth/register')).flush(adaStatus, { status: 201, statusText: 'Created' })
    await registration
    expect(auth.userId()).toBe('usr_ada')
  })

  it('rejects a wrong password with its code and asks nothing', async () => {
    const { auth, requests, questions } = setUp({ document: anonymousStatus })
    const login = auth.login(credentials)
    refuse(only(requests('/auth/login')), 401, 'invalid_credentials')
    await expect(login).rejects.toMatchObject({ name: 'AuthError', kind: 'problem', code: 'invalid_credentials' })
    expect(questions()).toHaveLength(0)
  })

  it('takes an answer about nobody for no login', async () => {
    const { auth, requests } = setUp({ document: anonymousStatus })
    const login = auth.login(credentials)
    only(requests('/auth/login')).flush(anonymousStatus)
    await expect(login).rejects.toMatchObject({ kind: 'unexpected' })
    expect(auth.isLoggedOut()).toBe(true)
  })

  it('is logged out only when the server has confirmed it', async () => {
    const { auth, requests } = setUp({ document: adaStatus })
    const logout = auth.logout()
    await settle()
    expect(auth.isLoggedIn()).toBe(true)
    only(requests('/auth/logout')).flush(null, { status: 204, statusText: 'No Content' })
    await logout
    expect(auth.isLoggedOut()).toBe(true)
    expect(auth.endReason()).toBe('logged_out')
  })

  it.each([
    [
      'the store is down',
      (request: Parameters<typeof refuse>[0]) => {
        refuse(request, 503, 'unavailable')
      },
    ],
    ['the browser is offline', goOffline],
    [
      'a captive portal answers',
      (request: Parameters<typeof refuse>[0]) => {
        request.flush({ ok: true })
      },
    ],
    [
      'a proxy answers',
      (request: Parameters<typeof refuse>[0]) => {
        refuseWithHtml(request, 502)
      },
    ],
  ])('is still logged in when the logout fails because %s', async (_, fail) => {
    const { auth, requests } = setUp({ document: adaStatus })
    const logout = auth.logout()
    fail(only(requests('/auth/logout')))
    await expect(logout).rejects.toMatchObject({ name: 'AuthError' })
    expect(auth.profile()?.name).toBe('Ada Lovelace')
  })

  it('FC-48 drops an answer that left before the logout', async () => {
    const { auth, requests, questions } = setUp({ document: adaStatus })
    const refreshed = auth.refresh()
    const logout = auth.logout()
    only(requests('/auth/logout')).flush(null, { status: 204, statusText: 'No Content' })
    await logout
    only(questions()).flush(adaStatus)
    await refreshed
    expect(auth.isLoggedOut()).toBe(true)
  })

  it('FC-48 drops the answer about Ada that arrives after the login of Grace', async () => {
    const { auth, requests, questions } = setUp({ document: adaStatus })
    const refreshed = auth.refresh()
    const login = auth.login(credentials)
    only(requests('/auth/login')).flush(graceStatus)
    await login
    only(questions()).flush(adaStatus)
    await refreshed
    expect(auth.userId()).toBe('usr_grace')
  })

  it('asks a question of its own after a login, whatever is still under way', async () => {
    const { auth, requests, questions } = setUp({ document: anonymousStatus })
    void auth.refresh()
    const login = auth.login(credentials)
    only(requests('/auth/login')).flush(adaStatus)
    await login
    void auth.refresh()
    expect(questions()).toHaveLength(2)
  })

  it('L2 keeps what is known through an outage and asks until it is over', async () => {
    const { auth, questions } = setUp({ document: adaStatus })
    const refreshed = auth.refresh()
    refuse(only(questions()), 503, 'unavailable', { retryAfterSeconds: 5 })
    await expect(refreshed).rejects.toMatchObject({ retryAfterSeconds: 5 })
    expect([auth.isLoggedIn(), auth.isStale()]).toEqual([true, true])

    await vi.advanceTimersByTimeAsync(4_900)
    expect(questions()).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(200)
    only(questions()).flush(adaStatus)
    await settle()
    expect([auth.isLoggedIn(), auth.isStale()]).toEqual([true, false])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(questions()).toHaveLength(0)
  })

  it('forgets the pause of an outage that is over', async () => {
    const { auth, questions } = setUp({ document: adaStatus })
    const timersBefore = vi.getTimerCount()
    const failed = auth.refresh()
    refuse(only(questions()), 503, 'unavailable', { retryAfterSeconds: 250 })
    await expect(failed).rejects.toMatchObject({ code: 'unavailable' })
    const refreshed = auth.refresh()
    only(questions()).flush(adaStatus)
    await refreshed
    expect(vi.getTimerCount()).toBe(timersBefore)

    const failedAgain = auth.refresh()
    goOffline(only(questions()))
    await expect(failedAgain).rejects.toMatchObject({ kind: 'offline' })
    await vi.advanceTimersByTimeAsync(1_300)
    expect(questions()).toHaveLength(1)
  })

  it('emits nothing while unknown, then the latest and every change', async () => {
    const { auth, questions } = setUp()
    const values: (string | boolean | undefined)[] = []
    auth.isLoggedIn$.subscribe((value) => values.push(value))
    auth.profile$.subscribe((value) => values.push(value?.name))
    expect(values).toEqual([])
    only(questions()).flush(adaStatus)
    await settle()
    expect(values).toEqual([true, 'Ada Lovelace'])

    const late: boolean[] = []
    auth.isLoggedIn$.subscribe((value) => late.push(value))
    expect(late).toEqual([true])
  })

  it('reports events, but not the first answer', async () => {
    const { auth, requests, questions } = setUp({ document: anonymousStatus })
    const events: AuthEvent[] = []
    auth.events$.subscribe((event) => events.push(event))
    const answer = async (body: object) => {
      const refreshed = auth.refresh()
      only(questions()).flush(body)
      await refreshed
    }
    const login = auth.login(credentials)
    only(requests('/auth/login')).flush(adaStatus)
    await login
    await answer(adaStatus)
    await answer(loggedInAs('usr_ada', 'Ada King', '2'))
    await answer(graceStatus)
    await answer(anonymousBecause('revoked'))
    expect(events).toEqual([
      { type: 'loggedIn', userId: 'usr_ada', source: 'here' },
      { type: 'profileChanged', userId: 'usr_ada', source: 'server' },
      { type: 'userSwitched', from: 'usr_ada', to: 'usr_grace', source: 'server' },
      { type: 'loggedOut', reason: 'revoked', source: 'server' },
    ])
  })

  it('reports a login before the first answer', async () => {
    const { auth, requests } = setUp()
    const events: AuthEvent[] = []
    auth.events$.subscribe((event) => events.push(event))
    const login = auth.login(credentials)
    only(requests('/auth/login')).flush(adaStatus)
    await login
    expect(events).toEqual([{ type: 'loggedIn', userId: 'usr_ada', source: 'here' }])
  })

  it('stops asking when the app is destroyed', async () => {
    const { questions } = setUp()
    refuse(only(questions()), 503, 'unavailable')
    await settle()
    const { TestBed } = await import('@angular/core/testing')
    TestBed.resetTestingModule()
    expect(vi.getTimerCount()).toBe(0)
  })
})
