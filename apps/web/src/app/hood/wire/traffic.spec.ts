import { HttpClient, HttpContext, provideHttpClient, withInterceptors } from '@angular/common/http'
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing'
import { createEnvironmentInjector, EnvironmentInjector } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { describe, expect, it } from 'vitest'
import { Traffic, UNSEEN } from './traffic'
import { tapWire } from './wire-tap'

function setUp() {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(withInterceptors([tapWire])), provideHttpClientTesting()],
  })
  // As the page has it: gone with the page.
  const page = createEnvironmentInjector([Traffic], TestBed.inject(EnvironmentInjector))
  const traffic = page.get(Traffic)
  const seen: string[] = []
  traffic.exchanges$.subscribe(({ method, path, status }) => seen.push(`${method} ${path} ${status.toString()}`))
  const http = TestBed.inject(HttpClient)
  const get = (url: string, context = new HttpContext()) =>
    http.get(url, { context }).subscribe({ error: () => undefined })
  return { page, traffic, seen, get, server: TestBed.inject(HttpTestingController) }
}

describe('Traffic', () => {
  it('sees answers, refusals and failures', () => {
    const { traffic, seen, get, server } = setUp()
    get('/auth/status')
    get('/auth/me')
    get('/api/slow')
    server.expectOne('/auth/status').flush({})
    server.expectOne('/auth/me').flush(null, { status: 401, statusText: 'Unauthorized' })
    server.expectOne('/api/slow').error(new ProgressEvent('error'))
    expect(seen).toEqual(['GET /auth/status 200', 'GET /auth/me 401', 'GET /api/slow 0'])
    expect(traffic.last()?.path).toBe('/api/slow')
  })

  it('asks the server to tell of the cookies', () => {
    const { get, server } = setUp()
    get('/auth/status')
    expect(server.expectOne('/auth/status').request.headers.get('x-under-the-hood')).toBe('1')
  })

  it.each(['https://elsewhere.example/auth/status', '//elsewhere.example/auth/status'])('lets %s pass', (url) => {
    const { seen, get, server } = setUp()
    get(url)
    const request = server.expectOne(url)
    request.flush({})
    expect([request.request.headers.has('x-under-the-hood'), seen]).toEqual([false, []])
  })

  it('does not look at the looking', () => {
    const { seen, get, server } = setUp()
    get('/api/under-the-hood', new HttpContext().set(UNSEEN, true))
    server.expectOne('/api/under-the-hood').flush({})
    expect(seen).toEqual([])
  })

  it('counts what is under way, and forgets what was given up', () => {
    const { traffic, get, server } = setUp()
    const [first, second] = [get('/auth/status'), get('/auth/me')]
    expect(traffic.underWay()).toBe(2)
    first.unsubscribe()
    server.expectOne('/auth/me').flush({})
    expect([traffic.underWay(), second.closed]).toEqual([0, true])
  })

  it('leaves requests alone once the page is closed', () => {
    const { page, seen, get, server } = setUp()
    page.destroy()
    get('/auth/status')
    const request = server.expectOne('/auth/status')
    request.flush({})
    expect([request.request.headers.has('x-under-the-hood'), seen]).toEqual([false, []])
  })
})
