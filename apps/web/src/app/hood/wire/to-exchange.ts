import { type HttpErrorResponse, type HttpRequest, HttpResponse } from '@angular/common/http'
import { readCookieReport } from './cookie-report'
import type { Exchange } from './exchange'

/** What is worth a look in an answer; the rest is the same in each of them. */
const shownHeaders = ['content-type', 'cache-control', 'vary', 'etag', 'retry-after', 'allow']

/** Sums up a request and its answer. Bodies are left alone, since passwords travel in them; a problem has none. */
export function toExchange(
  request: HttpRequest<unknown>,
  answer: HttpResponse<unknown> | HttpErrorResponse,
  { id, at, tookMilliseconds }: Pick<Exchange, 'id' | 'at' | 'tookMilliseconds'>,
): Exchange {
  const { headers, status } = answer
  const report = readCookieReport(headers)
  return {
    ...{ id, at, tookMilliseconds, status },
    method: request.method,
    path: request.url.split('?', 1).join(),
    problem: answer instanceof HttpResponse ? null : problemIn(answer.error),
    cookies: report?.cookies ?? null,
    setCookies: report?.setCookies ?? null,
    headers: shownHeaders.flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [{ name, value }]
    }),
  }
}

function problemIn(body: unknown): Exchange['problem'] {
  if (typeof body !== 'object' || body === null || !('code' in body) || !('title' in body)) return null
  const { code, title } = body
  return typeof code === 'string' && typeof title === 'string' ? { code, title } : null
}
