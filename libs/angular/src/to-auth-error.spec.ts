import { HttpErrorResponse, HttpHeaders } from '@angular/common/http'
import { describe, expect, it } from 'vitest'
import { toAuthError } from './to-auth-error'

const problem = {
  type: 'about:blank',
  title: 'Slow down',
  status: 429,
  code: 'too_many_requests',
  retryAfterSeconds: 30,
}

describe('toAuthError', () => {
  it('carries the problem and how long to wait', () => {
    const error = toAuthError(new HttpErrorResponse({ status: 429, error: problem }))
    expect(error).toMatchObject({ kind: 'problem', code: 'too_many_requests', retryAfterSeconds: 30, isOutage: false })
  })

  it('reads the wait from the header when the body is not the API’s', () => {
    const headers = new HttpHeaders({ 'Retry-After': '12' })
    const error = toAuthError(new HttpErrorResponse({ status: 503, error: '<html>', headers }))
    expect(error).toMatchObject({ kind: 'unexpected', code: null, retryAfterSeconds: 12, isOutage: true })
  })

  it('takes no problem whose status is not that of the answer', () => {
    const error = toAuthError(new HttpErrorResponse({ status: 401, error: problem }))
    expect(error).toMatchObject({ kind: 'unexpected', code: null, isOutage: false })
  })

  it('reads a problem that came as text', () => {
    const error = toAuthError(new HttpErrorResponse({ status: 429, error: JSON.stringify(problem) }))
    expect(error).toMatchObject({ kind: 'problem', code: 'too_many_requests' })
  })

  it('tells a timeout from being offline', () => {
    const timeout = new HttpErrorResponse({ status: 0, error: new DOMException('slow', 'TimeoutError') })
    const offline = new HttpErrorResponse({ status: 0, error: new TypeError('Failed to fetch') })
    expect([timeout, offline].map((error) => toAuthError(error).kind)).toEqual(['timeout', 'offline'])
  })

  it('takes a bug for something unexpected', () => {
    expect(toAuthError(new Error('a bug')).kind).toBe('unexpected')
  })
})
