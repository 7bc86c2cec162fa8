import { HttpErrorResponse, HttpHeaders, HttpRequest, HttpResponse } from '@angular/common/http'
import { describe, expect, it } from 'vitest'
import { toExchange } from './to-exchange'

const meta = { id: 1, at: new Date(0), tookMilliseconds: 7 }
const login = new HttpRequest('POST', '/auth/login?x=secret', { password: 'secret' })

describe('toExchange', () => {
  it('has what may be shown of a request and its answer, and no body', () => {
    const headers = new HttpHeaders({ 'cache-control': 'private, no-store', 'x-anything': 'else' })
    const exchange = toExchange(login, new HttpResponse({ status: 200, headers, body: { secret: 'secret' } }), meta)
    expect(exchange).toEqual({
      ...meta,
      method: 'POST',
      path: '/auth/login',
      status: 200,
      problem: null,
      cookies: null,
      setCookies: null,
      headers: [{ name: 'cache-control', value: 'private, no-store' }],
    })
  })

  it('has the cookies of which the server told', () => {
    const report = { cookies: [{ name: 'sid', length: 43 }], setCookies: [] }
    const headers = new HttpHeaders({ 'x-under-the-hood': JSON.stringify(report) })
    expect(toExchange(login, new HttpResponse({ headers }), meta)).toMatchObject(report)
  })

  it.each(['', '{', 'null', '[]', '{"cookies":1}'])('does without a report such as %j', (report) => {
    const headers = new HttpHeaders({ 'x-under-the-hood': report })
    expect(toExchange(login, new HttpResponse({ headers }), meta).cookies).toBeNull()
  })

  it.each([
    ['a problem', { code: 'csrf_rejected', title: 'No' }, { code: 'csrf_rejected', title: 'No' }],
    ['the page of a proxy', '<html>', null],
    ['something else', { code: 403, title: 'No' }, null],
    ['nothing', null, null],
  ])('tells how it was refused from %s', (_, error, problem) => {
    expect(toExchange(login, new HttpErrorResponse({ status: 403, error }), meta).problem).toEqual(problem)
  })
})
