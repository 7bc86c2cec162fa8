import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http'
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing'
import { Component, PLATFORM_ID } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { provideRouter, Router, type Routes } from '@angular/router'
import { onTestFinished } from 'vitest'
import { AuthService } from '../auth-service'
import { coatcheckInterceptor } from '../coatcheck-interceptor'
import { LEAVE_FOR } from '../leave-for'
import { LOAD_ANEW } from '../load-anew'
import { provideCoatcheck } from '../provide-coatcheck'
import { withApi } from '../with-api'

@Component({ template: '' })
export class Page {}

interface SetUpOptions {
  /** The text of the status element; an object is written as JSON. Nothing: no such element. */
  readonly document?: object | string | undefined
  readonly routes?: Routes
  readonly platform?: 'browser' | 'server'
  /** What a page does that is replaced. */
  readonly loadAnew?: () => void
}

/** The real library on a document and a server that the test plays. */
export function setUp(options: SetUpOptions = {}) {
  writeStatus(options.document)
  onTestFinished(() => {
    // A page that was hidden for good: the next test begins with this document.
    document.adoptedStyleSheets = []
  })
  const leftFor: string[] = []
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withInterceptors([coatcheckInterceptor])),
      provideHttpClientTesting(),
      provideRouter(options.routes ?? [{ path: '**', component: Page }]),
      provideCoatcheck(withApi('/auth', { also: ['/api'] })),
      { provide: LEAVE_FOR, useValue: (location: string) => leftFor.push(location) },
      { provide: LOAD_ANEW, useValue: options.loadAnew ?? (() => undefined) },
      { provide: PLATFORM_ID, useValue: options.platform ?? 'browser' },
    ],
  })
  const server = TestBed.inject(HttpTestingController)
  return {
    auth: TestBed.inject(AuthService),
    http: TestBed.inject(HttpClient),
    router: TestBed.inject(Router),
    server,
    /** The locations for which the page was left. */
    leftFor,
    /** The questions that wait for an answer. Taken off the list. */
    questions: () => server.match(({ url }) => url.startsWith('/auth/status')),
    /** The requests to a path that wait for an answer. Taken off the list. */
    requests: (path: string) => server.match(({ url }) => url === path),
  }
}

/** Lets everything that was answered reach those who wait. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve()
}

export function only(requests: TestRequest[]): TestRequest {
  const [first, ...others] = requests
  if (!first || others.length > 0) throw new Error(`One request was expected, there are ${requests.length.toString()}.`)
  return first
}

/** Refuses a request as the API does. */
export function refuse(request: TestRequest, status: number, code: string, fields: object = {}): void {
  const headers = { 'content-type': 'application/problem+json' }
  request.flush({ type: 'about:blank', title: code, status, code, ...fields }, { status, statusText: code, headers })
}

/** Refuses a request as something on the way to the API does. */
export function refuseWithHtml(request: TestRequest, status: number): void {
  request.flush('<!doctype html><title>Proxy</title>', { status, statusText: 'Proxy' })
}

export function goOffline(request: TestRequest): void {
  request.error(new ProgressEvent('error'))
}

export function writeStatus(status: object | string | undefined): void {
  document.getElementById('coatcheck-status')?.remove()
  if (status === undefined) return
  const element = document.createElement('script')
  element.type = 'application/json'
  element.id = 'coatcheck-status'
  element.textContent = typeof status === 'string' ? status : JSON.stringify(status)
  document.head.append(element)
}
