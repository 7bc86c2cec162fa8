import { HttpClient, HttpErrorResponse, provideHttpClient, withInterceptors } from '@angular/common/http'
import { TestBed } from '@angular/core/testing'
import { provideRouter, Router } from '@angular/router'
import { catchError, firstValueFrom, of } from 'rxjs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AuthService } from './auth-service'
import { coatcheckInterceptor } from './coatcheck-interceptor'
import { provideCoatcheck } from './provide-coatcheck'
import { type Answer, html, json, offline, problem, serve, silence } from './spec/serve'
import { Page, settle, writeStatus } from './spec/set-up'
import { adaStatus, anonymousBecause, anonymousStatus } from './spec/status-bodies'
import { withApi } from './with-api'

/** What an answer to a request of the app teaches. */
const answers = {
  '401 unauthenticated': [problem(401, 'unauthenticated'), 'the end'],
  '401 with another code': [problem(401, 'invalid_credentials'), 'nothing'],
  '401 with HTML': [html(401), 'nothing'],
  '403': [problem(403, 'forbidden'), 'nothing'],
  '403 that calls itself unauthenticated': [problem(403, 'unauthenticated'), 'nothing'],
  '404': [problem(404, 'not_found'), 'nothing'],
  '429': [problem(429, 'too_many_requests'), 'nothing'],
  '500 of one broken route': [problem(500, 'internal_error'), 'nothing'],
  '200 with the HTML of a captive portal': [html(200), 'nothing'],
  '500 with HTML': [html(500), 'an outage'],
  '502 with HTML': [html(502), 'an outage'],
  '503': [problem(503, 'unavailable'), 'an outage'],
  timeout: [silence, 'an outage'],
  'network error': [offline, 'an outage'],
} as const satisfies Record<string, [Answer, Lesson]>
type Lesson = 'the end' | 'nothing' | 'an outage'

const documents = { unknown: undefined, anonymous: anonymousStatus, authenticated: adaStatus }
type State = keyof typeof documents

interface Consequence {
  readonly after: State
  readonly isStale: boolean
  /** Of the status, all in all: one is asked at the start of an app that does not know. */
  readonly questions: number
  readonly navigations: number
}

const nothing = { isStale: false, questions: 0, navigations: 0 }
const outage = { isStale: true, questions: 1, navigations: 0 }
const consequences: Record<Lesson, Record<State, Consequence>> = {
  nothing: {
    unknown: { ...nothing, after: 'unknown', questions: 1 },
    anonymous: { ...nothing, after: 'anonymous' },
    authenticated: { ...nothing, after: 'authenticated' },
  },
  'an outage': {
    unknown: { ...outage, after: 'unknown' },
    anonymous: { ...outage, after: 'anonymous' },
    authenticated: { ...outage, after: 'authenticated' },
  },
  'the end': {
    unknown: { ...nothing, after: 'anonymous', questions: 1 },
    anonymous: { ...nothing, after: 'anonymous' },
    authenticated: { ...nothing, after: 'anonymous', questions: 1, navigations: 1 },
  },
}

const table = Object.entries(answers).flatMap(([answer, [give, lesson]]) =>
  ['GET', 'POST'].flatMap((method) =>
    Object.entries(consequences[lesson]).map(([state, consequence]) => {
      return { answer, give, lesson, method, state: state as State, consequence }
    }),
  ),
)

describe('FC-48 the truth table of the interceptor', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it.each(table)('$state, $method, $answer: learns $lesson', async ({ give, lesson, method, state, consequence }) => {
    writeStatus(documents[state])
    const answered = Promise.withResolvers<null>()
    const ended = json(200, anonymousBecause('idle_timeout'))
    const { sent } = serve({
      '/api/orders': async (signal) => give(signal).finally(() => answered.resolve(null)),
      // Where the answer teaches no end, nothing but the status itself could: so that stays unanswered.
      '/auth/status': lesson === 'the end' ? (signal) => answered.promise.then(() => ended(signal)) : silence,
    })
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([coatcheckInterceptor])),
        provideRouter([{ path: '**', component: Page }]),
        provideCoatcheck(withApi('/auth', { also: ['/api'] })),
      ],
    })
    const auth = TestBed.inject(AuthService)
    const router = TestBed.inject(Router)
    await router.navigateByUrl('/countries')
    const navigate = vi.spyOn(router, 'navigateByUrl')

    const orders$ = TestBed.inject(HttpClient).request(method, '/api/orders', { body: null, timeout: 1_000 })
    const failure = firstValueFrom(orders$.pipe(catchError((error: unknown) => of(error))))
    await vi.advanceTimersByTimeAsync(1_000)
    await expect(failure).resolves.toBeInstanceOf(HttpErrorResponse)
    await vi.advanceTimersByTimeAsync(5_000)
    await settle()

    expect({
      after: auth.status(),
      isStale: auth.isStale(),
      questions: sent.filter((request) => request === 'GET /auth/status').length,
      navigations: navigate.mock.calls.length,
    }).toEqual(consequence)
    expect(sent.filter((request) => request === `${method} /api/orders`)).toHaveLength(1)
  })
})
