import { HttpContext, HttpErrorResponse } from '@angular/common/http'
import { firstValueFrom } from 'rxjs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SKIP_COATCHECK } from './skip-coatcheck'
import { authGuard } from './auth-guard'
import { goOffline, only, Page, refuse, refuseWithHtml, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousBecause, anonymousStatus, endedStatus, graceStatus } from './spec/status-bodies'

const routes = [
  { path: 'orders', canMatch: [authGuard], component: Page },
  { path: '**', component: Page },
]

/** The answer to a request to the app's own API, or the status it failed with. */
function outcome(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error: unknown) => (error instanceof HttpErrorResponse ? error.status : error))
}

/** ASCII, in the test's own realm: the buffers of a `TextEncoder` are of another one. */
function bytesOf(text: string): ArrayBuffer {
  return Uint8Array.from(text, (character) => character.charCodeAt(0)).buffer
}

describe('coatcheckInterceptor', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('FC-48 logs out when a 401 unauthenticated is confirmed by the status', async () => {
    const { auth, http, questions, requests } = setUp({ document: adaStatus })
    const orders = outcome(firstValueFrom(http.get('/api/orders')))
    refuse(only(requests('/api/orders')), 401, 'unauthenticated')
    only(questions()).flush(anonymousBecause('idle_timeout'))
    await expect(orders).resolves.toBe(401)
    expect(auth.isLoggedOut()).toBe(true)
    expect(auth.endReason()).toBe('idle_timeout')
  })

  it('waits as long as the API asks for before the first question of an outage', async () => {
    const { http, questions, requests } = setUp({ document: adaStatus })
    const orders = outcome(firstValueFrom(http.get('/api/orders')))
    refuse(only(requests('/api/orders')), 503, 'overloaded', { retryAfterSeconds: 20 })
    await orders
    await vi.advanceTimersByTimeAsync(19_900)
    expect(questions()).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(200)
    expect(questions()).toHaveLength(1)
  })

  it('asks at once when the API answers during an outage', async () => {
    const { auth, http, questions, requests } = setUp({ document: adaStatus })
    const orders = outcome(firstValueFrom(http.get('/api/orders')))
    goOffline(only(requests('/api/orders')))
    await orders
    const countries = firstValueFrom(http.get('/api/countries'))
    only(requests('/api/countries')).flush([])
    await countries
    only(questions()).flush(adaStatus)
    await settle()
    expect(auth.isStale()).toBe(false)
  })

  it('does not take an answer to an earlier request for the end of an outage', async () => {
    const { http, questions, requests } = setUp({ document: adaStatus })
    const countries = firstValueFrom(http.get('/api/countries'))
    const orders = outcome(firstValueFrom(http.get('/api/orders')))
    refuseWithHtml(only(requests('/api/orders')), 500)
    await orders
    only(requests('/api/countries')).flush([])
    await countries
    expect(questions()).toHaveLength(0)
  })

  it.each([
    ['text', (json: string) => json],
    ['blob', (json: string) => new Blob([json])],
    ['arraybuffer', bytesOf],
  ] as const)('sees a 401 unauthenticated of a request for %s', async (responseType, encode) => {
    const { auth, http, questions, requests } = setUp({ document: adaStatus })
    const options: object = { responseType }
    const orders = outcome(firstValueFrom(http.get('/api/orders', options)))
    const problem = { type: 'about:blank', title: '', status: 401, code: 'unauthenticated' }
    only(requests('/api/orders')).flush(encode(JSON.stringify(problem)), { status: 401, statusText: 'Unauthorized' })
    await vi.waitFor(() => {
      only(questions()).flush(endedStatus)
    })
    await expect(orders).resolves.toBe(401)
    expect(auth.isLoggedOut()).toBe(true)
  })

  it('learns nothing from a 401 where a server renders', async () => {
    const { auth, http, questions, requests } = setUp({ platform: 'server' })
    const orders = outcome(firstValueFrom(http.get('/api/orders')))
    refuse(only(requests('/api/orders')), 401, 'unauthenticated')
    await expect(orders).resolves.toBe(401)
    expect(questions()).toHaveLength(0)
    expect(auth.status()).toBe('unknown')
  })

  it('takes no 401 of a proxy to a request for a blob for the end of the session', async () => {
    const { http, questions, requests } = setUp({ document: adaStatus })
    const orders = outcome(firstValueFrom(http.get('/api/orders', { responseType: 'blob' })))
    only(requests('/api/orders')).flush(new Blob(['<html>']), { status: 401, statusText: 'Proxy' })
    await expect(orders).resolves.toBe(401)
    expect(questions()).toHaveLength(0)
  })

  it('FC-48 keeps the profile when the question after a 401 cannot be answered', async () => {
    const { auth, http, questions, requests } = setUp({ document: adaStatus })
    const orders = outcome(firstValueFrom(http.get('/api/orders')))
    refuse(only(requests('/api/orders')), 401, 'unauthenticated')
    refuse(only(questions()), 503, 'unavailable')
    await expect(orders).resolves.toBe(401)
    expect([auth.isLoggedIn(), auth.isStale()]).toEqual([true, true])
  })

  it('sends a request once more when the token was rotated meanwhile', async () => {
    const { http, questions, requests } = setUp({ document: adaStatus })
    const order = firstValueFrom(http.post('/api/orders', { tea: 1 }))
    refuse(only(requests('/api/orders')), 401, 'unauthenticated')
    only(questions()).flush(adaStatus)
    await settle()
    const again = only(requests('/api/orders'))
    expect([again.request.method, again.request.body]).toEqual(['POST', { tea: 1 }])
    again.flush({ id: 7 })
    await expect(order).resolves.toEqual({ id: 7 })
  })

  it('gives up after the second 401, without a loop', async () => {
    const { http, questions, requests } = setUp({ document: adaStatus })
    const orders = outcome(firstValueFrom(http.get('/api/orders')))
    refuse(only(requests('/api/orders')), 401, 'unauthenticated')
    only(questions()).flush(adaStatus)
    await settle()
    refuse(only(requests('/api/orders')), 401, 'unauthenticated')
    await expect(orders).resolves.toBe(401)
    expect([...questions(), ...requests('/api/orders')]).toEqual([])
  })

  it("never sends Ada's request as Grace", async () => {
    const { auth, http, questions, requests } = setUp({ document: adaStatus })
    const order = outcome(firstValueFrom(http.post('/api/orders', {})))
    refuse(only(requests('/api/orders')), 401, 'unauthenticated')
    only(questions()).flush(graceStatus)
    await expect(order).resolves.toBe(401)
    expect(auth.userId()).toBe('usr_grace')
    expect(requests('/api/orders')).toEqual([])
  })

  it('turns three parallel 401s into one question and one navigation', async () => {
    const { http, questions, requests, router } = setUp({ document: adaStatus, routes })
    await router.navigateByUrl('/orders?page=2#total')
    const navigate = vi.spyOn(router, 'navigateByUrl')
    const all = Promise.all(['/api/a', '/api/b', '/api/c'].map((url) => outcome(firstValueFrom(http.get(url)))))
    for (const url of ['/api/a', '/api/b', '/api/c']) refuse(only(requests(url)), 401, 'unauthenticated')
    only(questions()).flush(endedStatus)
    await expect(all).resolves.toEqual([401, 401, 401])
    await vi.waitFor(() => {
      expect(router.parseUrl(router.url).queryParams).toEqual({ returnUrl: '/orders?page=2#total' })
    })
    expect(navigate).toHaveBeenCalledOnce()
  })

  it('leaves somebody who is logged out where they are', async () => {
    const { http, questions, requests, router } = setUp({ document: anonymousStatus, routes })
    await router.navigateByUrl('/countries')
    const countries = outcome(firstValueFrom(http.get('/api/countries')))
    refuse(only(requests('/api/countries')), 401, 'unauthenticated')
    await expect(countries).resolves.toBe(401)
    expect(questions()).toHaveLength(0)
    expect(router.url).toBe('/countries')
  })

  it('FC-23 sends the cookie to the configured API alone', () => {
    const { http, server } = setUp({ document: adaStatus })
    const urls = ['/api/orders', '/auth/me', '/other', '//evil.example/api', 'https://evil.example/auth/me', '/authors']
    for (const url of urls) http.get(url).subscribe()
    const sent = urls.map((url) => server.expectOne(url).request.withCredentials)
    expect(sent).toEqual([true, true, false, false, false, false])
  })

  it('leaves other APIs and marked requests alone', async () => {
    const { auth, http, questions, requests } = setUp({ document: adaStatus })
    const marked = { context: new HttpContext().set(SKIP_COATCHECK, true) }
    const both = Promise.all([
      outcome(firstValueFrom(http.get('/other'))),
      outcome(firstValueFrom(http.get('/api/orders', marked))),
    ])
    refuse(only(requests('/other')), 401, 'unauthenticated')
    refuse(only(requests('/api/orders')), 401, 'unauthenticated')
    await both
    expect(questions()).toHaveLength(0)
    expect(auth.isLoggedIn()).toBe(true)
  })
})
