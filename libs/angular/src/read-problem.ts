import type { HttpErrorResponse } from '@angular/common/http'
import type { Problem } from '@coatcheck/contract'
import { from, map, type Observable, of } from 'rxjs'
import { toProblem } from './to-auth-error'

/** The problem of an answer, also for a caller who wanted a file or bytes and gets the problem as such. */
export function readProblem(response: HttpErrorResponse): Observable<Problem | null> {
  const body: unknown = response.error
  if (!(body instanceof Blob || body instanceof ArrayBuffer)) return of(toProblem(response))
  return from(new Blob([body]).text()).pipe(map((text) => toProblem(response, text)))
}
