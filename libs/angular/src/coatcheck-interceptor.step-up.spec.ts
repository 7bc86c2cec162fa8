import { HttpContext, HttpErrorResponse } from '@angular/common/http'
import { firstValueFrom } from 'rxjs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BECAUSE } from './because'
import { mountPrompt } from './spec/prompt'
import { goOffline, only, Page, refuse, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousStatus, endedStatus, graceStatus, steppedUp } from './spec/status-bodies'

const password = 'correct horse battery'

function setUpShop(document: object = adaStatus) {
  const test = setUp({ document, routes: [{ path: '**', component: Page }] })
  const prompt = mountPrompt()
  const { auth, http, requests } = test
  return {
    ...test,
    prompt,
    /** Asks for something that needs a step-up; its status when it fails. */
    close: (shop: string, because: string | null = null) =>
      firstValueFrom(http.delete(`/api/${shop}`, { context: new HttpContext().set(BECAUSE, because) })).catch(
        (error: unknown) => (error instanceof HttpErrorResponse ? error.status : error),
      ),
    refuseAll: (...shops: string[]) => {
      for (const shop of shops) refuse(only(requests(`/api/${shop}`)), 403, 'reauthentication_required')
    },
    /** Gives the password; what the server does with it is the test's to say. */
    confirm: () => {
      const confirmed = auth.reauthenticate({ password })
      return { confirmed, request: only(requests('/auth/session/reauthenticate')) }
    },
  }
}

describe('FC-37 a request that needs a step-up', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('waits for the password and is sent once more', async () => {
    const { auth, close, refuseAll, confirm, requests } = setUpShop()
    const closed = close('shop', 'close your shop')
    refuseAll('shop')
    expect(auth.reauthenticationWanted()).toMatchObject({ because: 'close your shop' })
    expect(requests('/api/shop')).toEqual([])
    const { confirmed, request } = confirm()
    expect(request.request.body).toEqual({ password })
    request.flush(steppedUp(adaStatus))
    await confirmed
    only(requests('/api/shop')).flush({ closed: true })
    await expect(closed).resolves.toEqual({ closed: true })
    expect(auth.reauthenticationWanted()).toBeNull()
    expect(auth.session()?.reauthenticatedUntil).not.toBeNull()
  })

  it('shares the prompt with all others, and each is sent once more', async () => {
    const { auth, close, refuseAll, confirm, requests } = setUpShop()
    const all = Promise.all([close('a', 'close a'), close('b', 'close b'), close('c')])
    refuseAll('b', 'a', 'c')
    expect(auth.reauthenticationWanted()?.because).toBe('close b')
    const { confirmed, request } = confirm()
    request.flush(steppedUp(adaStatus))
    await confirmed
    for (const shop of ['a', 'b', 'c']) only(requests(`/api/${shop}`)).flush(shop)
    await expect(all).resolves.toEqual(['a', 'b', 'c'])
  })

  it('gets the 403 it had when the person cancels', async () => {
    const { auth, close, refuseAll, requests } = setUpShop()
    const both = Promise.all([close('a'), close('b')])
    refuseAll('a', 'b')
    auth.cancelReauthentication()
    await expect(both).resolves.toEqual([403, 403])
    expect([auth.reauthenticationWanted(), auth.isLoggedIn()]).toEqual([null, true])
    expect([...requests('/api/a'), ...requests('/api/b')]).toEqual([])
  })

  it('gets the 403 at once while there is no prompt', async () => {
    const { auth, close, refuseAll, prompt } = setUpShop()
    prompt.destroy()
    const closed = close('shop')
    refuseAll('shop')
    await expect(closed).resolves.toBe(403)
    expect(auth.reauthenticationWanted()).toBeNull()
  })

  it('gets the 403 it had when the last prompt goes, not before', async () => {
    const { auth, close, refuseAll, prompt } = setUpShop()
    const second = mountPrompt()
    const closed = close('shop')
    refuseAll('shop')
    prompt.destroy()
    expect(auth.reauthenticationWanted()).not.toBeNull()
    second.destroy()
    await expect(closed).resolves.toBe(403)
    expect(auth.reauthenticationWanted()).toBeNull()
  })

  it('goes on waiting after a wrong password, which the prompt is told', async () => {
    const { auth, close, refuseAll, confirm, requests } = setUpShop()
    const closed = close('shop')
    refuseAll('shop')
    const wrong = confirm()
    refuse(wrong.request, 403, 'invalid_credentials')
    await expect(wrong.confirmed).rejects.toMatchObject({ code: 'invalid_credentials' })
    expect([auth.reauthenticationWanted(), requests('/api/shop')]).toEqual([expect.anything(), []])
    const right = confirm()
    right.request.flush(steppedUp(adaStatus))
    await right.confirmed
    only(requests('/api/shop')).flush('closed')
    await expect(closed).resolves.toBe('closed')
  })

  it('L2 goes on waiting through an outage', async () => {
    const { auth, close, refuseAll, confirm, requests, questions } = setUpShop()
    const closed = close('shop')
    refuseAll('shop')
    const lost = confirm()
    goOffline(lost.request)
    await expect(lost.confirmed).rejects.toMatchObject({ kind: 'offline' })
    expect([auth.isStale(), auth.reauthenticationWanted()]).toEqual([true, expect.anything()])
    await vi.advanceTimersByTimeAsync(1_300)
    only(questions()).flush(adaStatus)
    await settle()
    const again = confirm()
    again.request.flush(steppedUp(adaStatus))
    await again.confirmed
    only(requests('/api/shop')).flush('closed')
    await expect(closed).resolves.toBe('closed')
  })

  it('is sent once more, not twice', async () => {
    const { auth, close, refuseAll, confirm, requests } = setUpShop()
    const closed = close('shop')
    refuseAll('shop')
    const { confirmed, request } = confirm()
    request.flush(steppedUp(adaStatus))
    await confirmed
    refuseAll('shop')
    await expect(closed).resolves.toBe(403)
    expect([auth.reauthenticationWanted(), requests('/api/shop')]).toEqual([null, []])
  })

  it('gets the 403 it had when the person logs out', async () => {
    const { auth, close, refuseAll, requests } = setUpShop()
    const closed = close('shop')
    refuseAll('shop')
    const logout = auth.logout()
    only(requests('/auth/logout')).flush(null, { status: 204, statusText: 'No Content' })
    await logout
    await expect(closed).resolves.toBe(403)
    expect([auth.reauthenticationWanted(), requests('/api/shop')]).toEqual([null, []])
  })

  it('gets the 403 it had when the session ends', async () => {
    const { auth, close, refuseAll, questions } = setUpShop()
    const closed = close('shop')
    refuseAll('shop')
    const refreshed = auth.refresh()
    only(questions()).flush(endedStatus)
    await refreshed
    await expect(closed).resolves.toBe(403)
  })

  it.each(['here', 'in another tab'])("FC-7 is never sent as somebody else's who has logged in %s", async (where) => {
    const { auth, close, refuseAll, requests, questions } = setUpShop()
    const closed = close('shop')
    refuseAll('shop')
    const learned = where === 'here' ? auth.login({ email: 'grace@example.org', password }) : auth.refresh()
    const [request] = [...requests('/auth/login'), ...questions()]
    request?.flush(graceStatus)
    await learned
    await expect(closed).resolves.toBe(403)
    expect([auth.userId(), auth.reauthenticationWanted(), requests('/api/shop')]).toEqual(['usr_grace', null, []])
  })

  it('FC-12 gets the 403 it had when the same person logs in anew, and has proven nothing in that session', async () => {
    const { auth, close, refuseAll, requests } = setUpShop()
    const closed = close('shop')
    refuseAll('shop')
    const login = auth.login({ email: 'ada@example.org', password })
    only(requests('/auth/login')).flush({ ...adaStatus, session: { ...adaStatus.session, id: 'ses_2' } })
    await login
    await expect(closed).resolves.toBe(403)
    expect([auth.reauthenticationWanted(), requests('/api/shop')]).toEqual([null, []])
  })

  it("FC-7 is never sent when the answer to the password is about somebody else's session", async () => {
    const { auth, close, refuseAll, confirm, requests } = setUpShop()
    const closed = close('shop')
    refuseAll('shop')
    const { confirmed, request } = confirm()
    request.flush(steppedUp(graceStatus))
    await confirmed
    await expect(closed).resolves.toBe(403)
    expect([auth.userId(), requests('/api/shop')]).toEqual(['usr_grace', []])
  })

  it('FC-7 waits for nobody when it was sent by the person before', async () => {
    const { auth, close, refuseAll, requests } = setUpShop()
    const closed = close('shop')
    const login = auth.login({ email: 'grace@example.org', password })
    only(requests('/auth/login')).flush(graceStatus)
    await login
    refuseAll('shop')
    await expect(closed).resolves.toBe(403)
    expect(auth.reauthenticationWanted()).toBeNull()
  })

  it('FC-7 does not go on because of the password of the person before', async () => {
    const { auth, close, refuseAll, confirm, requests } = setUpShop()
    const { confirmed, request } = confirm()
    const login = auth.login({ email: 'grace@example.org', password })
    only(requests('/auth/login')).flush(graceStatus)
    await login
    void close('shop')
    refuseAll('shop')
    request.flush(steppedUp(adaStatus))
    await confirmed
    expect([auth.userId(), auth.reauthenticationWanted(), requests('/api/shop')]).toEqual([
      'usr_grace',
      expect.anything(),
      [],
    ])
  })

  it('takes the prompt with it when nobody wants its answer any more', () => {
    const { auth, http, refuseAll } = setUpShop()
    const subscription = http.delete('/api/shop').subscribe()
    refuseAll('shop')
    expect(auth.reauthenticationWanted()).not.toBeNull()
    subscription.unsubscribe()
    expect(auth.reauthenticationWanted()).toBeNull()
  })

  it('leaves the prompt to the next one when the first no longer waits', () => {
    const { auth, http, close, refuseAll } = setUpShop()
    const first = http.delete('/api/a').subscribe()
    void close('b', 'close b')
    refuseAll('a', 'b')
    first.unsubscribe()
    expect(auth.reauthenticationWanted()?.because).toBe('close b')
  })

  it('may have been refused with 401 before, or be afterwards: once for each reason', async () => {
    const { auth, close, refuseAll, confirm, requests, questions } = setUpShop()
    const closed = close('shop')
    refuse(only(requests('/api/shop')), 401, 'unauthenticated')
    only(questions()).flush(adaStatus)
    await settle()
    refuseAll('shop')
    const { confirmed, request } = confirm()
    request.flush(steppedUp(adaStatus))
    await confirmed
    refuse(only(requests('/api/shop')), 401, 'unauthenticated')
    await expect(closed).resolves.toBe(401)
    expect([auth.isLoggedIn(), questions(), requests('/api/shop')]).toEqual([true, [], []])
  })

  it('may be one for a file', async () => {
    const { auth, http, requests } = setUpShop()
    const file = firstValueFrom(http.get('/api/export', { responseType: 'blob' }))
    const problem = { type: 'about:blank', title: '', status: 403, code: 'reauthentication_required' }
    only(requests('/api/export')).flush(new Blob([JSON.stringify(problem)]), { status: 403, statusText: 'Forbidden' })
    await vi.waitFor(() => {
      expect(auth.reauthenticationWanted()).not.toBeNull()
    })
    auth.cancelReauthentication()
    await expect(file).rejects.toMatchObject({ status: 403 })
  })

  it.each([
    ['a 403 that is final', 403, 'forbidden'],
    ['a 401 that calls itself so', 401, 'reauthentication_required'],
  ])('is not %s', async (_, status, code) => {
    const { auth, close, requests } = setUpShop()
    const closed = close('shop')
    refuse(only(requests('/api/shop')), status, code)
    await expect(closed).resolves.toBe(status)
    expect(auth.reauthenticationWanted()).toBeNull()
  })

  it('waits for nobody where nobody is logged in', async () => {
    const { auth, close, refuseAll } = setUpShop(anonymousStatus)
    const closed = close('shop')
    refuseAll('shop')
    await expect(closed).resolves.toBe(403)
    expect(auth.reauthenticationWanted()).toBeNull()
  })

  it('waits for nobody where a server renders', async () => {
    const { auth, http, requests } = setUp({ platform: 'server', document: adaStatus })
    mountPrompt()
    const closed = firstValueFrom(http.delete('/api/shop'))
    refuse(only(requests('/api/shop')), 403, 'reauthentication_required')
    await expect(closed).rejects.toMatchObject({ status: 403 })
    expect(auth.reauthenticationWanted()).toBeNull()
  })
})
