import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http'
import { DOCUMENT, inject } from '@angular/core'
import { catchError, from, switchMap, throwError } from 'rxjs'
import { AUTH_CALL } from './auth-call'
import { AuthService } from './auth-service'
import { COATCHECK_CONFIG } from './coatcheck-config'
import { isApiRequest } from './is-api-request'
import { StatusQuestions } from './status-questions'
import { toProblem } from './to-auth-error'

/**
 * Sends the session cookie to the configured API, and to nobody else, and learns from its answers. A 401
 * `unauthenticated` is a reason to ask, not yet a logout; an outage keeps what is known; everything else is the
 * caller's business.
 */
export const coatcheckInterceptor: HttpInterceptorFn = (request, next) => {
  const baseUri = inject(DOCUMENT).baseURI
  if (request.context.get(AUTH_CALL) || !isApiRequest(request.url, inject(COATCHECK_CONFIG), baseUri)) {
    return next(request)
  }
  const auth = inject(AuthService)
  const questions = inject(StatusQuestions)
  const withCookie = request.clone({ withCredentials: true })
  const sentAs = auth.userId()

  const askedAgain = async () => {
    // The question may fail. Then it is not known who is logged in, and the caller gets the 401 it had.
    await questions.ask().catch(() => undefined)
    // Rotated meanwhile: the same person may try once more. Another person must not act with this one's request.
    return auth.isLoggedIn() && !auth.isStale() && (sentAs === null || sentAs === auth.userId())
  }

  return next(withCookie).pipe(
    catchError((error: unknown) => {
      if (!(error instanceof HttpErrorResponse)) return throwError(() => error)
      if (isOutage(error)) questions.noticeOutage()
      if (!isUnauthenticated(error) || auth.isLoggedOut()) return throwError(() => error)
      // A 401 means that the server did not act, so any method may be sent again; but only once.
      return from(askedAgain()).pipe(switchMap((again) => (again ? next(withCookie) : throwError(() => error))))
    }),
  )
}

function isUnauthenticated(error: HttpErrorResponse): boolean {
  return error.status === 401 && toProblem(error)?.code === 'unauthenticated'
}

function isOutage(error: HttpErrorResponse): boolean {
  return error.status === 0 || error.status >= 500
}
