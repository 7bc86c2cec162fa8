import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http'
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing'
import { ApplicationRef } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Traffic } from '../wire/traffic'
import { tapWire } from '../wire/wire-tap'
import { OwnRow } from './own-row'

const url = '/api/under-the-hood'
const answer = (id: string) => ({ row: { id }, cookie: {}, arrived: {} })

beforeEach(() => {
  // Those of `debounceTime`; Angular keeps its own.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
})

afterEach(() => {
  vi.useRealTimers()
})

function setUp(profile: object | null = {}) {
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withInterceptors([tapWire])),
      provideHttpClientTesting(),
      provideCoatcheckTesting({ profile }),
      Traffic,
      OwnRow,
    ],
  })
  const row = TestBed.inject(OwnRow)
  const server = TestBed.inject(HttpTestingController)
  const settle = async () => {
    TestBed.tick()
    await vi.advanceTimersByTimeAsync(150)
    TestBed.tick()
  }
  const flush = async (body: object) => {
    server.expectOne(url).flush(body)
    await TestBed.inject(ApplicationRef).whenStable()
  }
  return { row, server, settle, flush, coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('OwnRow', () => {
  it('asks in the background, so that looking does not make the session last longer', async () => {
    const { server, settle } = setUp()
    await settle()
    expect(server.expectOne(url).request.headers.get('x-auth-background')).toBe('1')
  })

  it('asks nothing while nobody is logged in', async () => {
    const { row, server, settle } = setUp(null)
    await settle()
    server.expectNone(url)
    expect(row.value()).toBeNull()
  })

  it('looks again, once, when several requests have passed, and keeps the row meanwhile', async () => {
    const { row, server, settle, flush } = setUp()
    await settle()
    await flush(answer('ses_a'))
    for (const path of ['/auth/me', '/auth/status']) {
      TestBed.inject(HttpClient).get(path).subscribe()
      server.expectOne(path).flush({})
    }
    await settle()
    expect(row.value()?.row.id).toBe('ses_a')
    await flush(answer('ses_b'))
    await settle()
    server.expectNone(url)
    expect(row.value()?.row.id).toBe('ses_b')
  })

  it('forgets everything when the person goes, an answer on its way included', async () => {
    const { row, server, settle, flush, coatcheck } = setUp()
    await settle()
    await flush(answer('ses_a'))
    row.look()
    TestBed.tick()
    const late = server.expectOne(url)
    await coatcheck.logOut()
    await settle()
    late.flush(answer('ses_a'))
    await settle()
    expect(row.value()).toBeNull()
  })

  it('looks at the row of whoever comes next', async () => {
    const { row, settle, flush, coatcheck } = setUp()
    await settle()
    await flush(answer('ses_a'))
    coatcheck.switchUser()
    TestBed.tick()
    expect(row.value()).toBeNull()
    await flush(answer('ses_b'))
    expect(row.value()?.row.id).toBe('ses_b')
  })

  it.each([{}, { row: {}, cookie: {} }, { row: null, cookie: {}, arrived: {} }])('fails on %j', async (body) => {
    const { row, settle, flush } = setUp()
    await settle()
    await flush(body)
    expect([row.value(), row.hasFailed()]).toEqual([null, true])
  })
})
