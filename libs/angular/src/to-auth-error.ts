import { HttpErrorResponse } from '@angular/common/http'
import type { Problem } from '@coatcheck/contract'
import { AuthError } from './auth-error'

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
export function toProblem(response: HttpErrorResponse, raw: unknown = response.error): Problem | null {
  const body = parsed(raw)
  if (typeof body !== 'object' || body === null) return null
  const { code, status } = body as Partial<Problem>
  return typeof code === 'string' && status === response.status ? (body as Problem) : null
}

/** A caller who wanted text, or bytes, gets the problem as such too. */
function parsed(body: unknown): unknown {
  const text = body instanceof ArrayBuffer ? new TextDecoder().decode(body) : body
  if (typeof text !== 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function kindOf(error: HttpErrorResponse, problem: Problem | null) {
  if (problem) return 'problem'
  if (error.status > 0) return 'unexpected'
  const cause = error.error as { readonly name?: unknown } | null
  return cause?.name === 'TimeoutError' ? 'timeout' : 'offline'
}
