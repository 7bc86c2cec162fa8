import type { HttpHeaders } from '@angular/common/http'
import type { CookieLook, SetCookieLook } from './exchange'

/** Asks the server for the report, and carries it. */
export const reportHeader = 'x-under-the-hood'

export interface CookieReport {
  readonly cookies: readonly CookieLook[]
  readonly setCookies: readonly SetCookieLook[]
}

/** Which cookies went by, in the words of the server; null when it did not say, such as a proxy in its place. */
export function readCookieReport(headers: HttpHeaders): CookieReport | null {
  try {
    const report = JSON.parse(headers.get(reportHeader) ?? 'null') as Partial<CookieReport> | null
    const { cookies, setCookies } = report ?? {}
    return Array.isArray(cookies) && Array.isArray(setCookies) ? { cookies, setCookies } : null
  } catch {
    return null
  }
}
