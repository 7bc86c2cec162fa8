import { HttpErrorResponse } from '@angular/common/http'
import type { Problem } from '@coatcheck/contract'
import { AuthError } from './auth-error'
import { isRecord } from './is-record'
import { parseJson } from './parse-json'

/** Turns whatever a request failed with into an {@link AuthError}. */
export function toAuthError(error: unknown): AuthError {
  if (error instanceof AuthError) return error
  if (!(error instanceof HttpErrorResponse)) return new AuthError('unexpected', { cause: error })
  const problem = toProblem(error)
  // NaN for a date, or for nothing: then it does not say.
  const retryAfterSeconds = Number.parseInt(error.headers.get('Retry-After') ?? '', 10)
  return new AuthError(kindOf(error, problem), { problem, httpStatus: error.status, retryAfterSeconds, cause: error })
}

/** The problem+json body of an answer, or null: then it was not the API that answered. */
export function toProblem({ error, status }: HttpErrorResponse, body: unknown = error): Problem | null {
  const problem = parseJson(body)
  const isProblem = isRecord(problem) && typeof problem['code'] === 'string' && problem['status'] === status
  return isProblem ? (problem as Problem) : null
}

function kindOf(error: HttpErrorResponse, problem: Problem | null) {
  if (problem) return 'problem'
  if (error.status > 0) return 'unexpected'
  const cause = error.error as { readonly name?: unknown } | null
  return cause?.name === 'TimeoutError' ? 'timeout' : 'offline'
}
