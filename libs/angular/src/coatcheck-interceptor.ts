import { HttpErrorResponse, type HttpInterceptorFn, type HttpRequest, HttpResponse } from '@angular/common/http'
import { isPlatformBrowser } from '@angular/common'
import { DOCUMENT, inject, PLATFORM_ID } from '@angular/core'
import { catchError, from, switchMap, tap, throwError } from 'rxjs'
import { SKIP_COATCHECK } from './skip-coatcheck'
import { AuthService } from './auth-service'
import { COATCHECK_CONFIG } from './coatcheck-config'
import { isApiRequest } from './is-api-request'
import { StatusQuestions } from './status-questions'
import { toAuthError, toProblem } from './to-auth-error'

/**
 * Sends the session cookie to the configured API, and to nobody else, and learns from its answers. A 401
 * `unauthenticated` is a reason to ask, not yet a logout; an outage keeps what is known; everything else is the
 * caller's business.
 */
export const coatcheckInterceptor: HttpInterceptorFn = (request, next) => {
  const baseUri = inject(DOCUMENT).baseURI
  if (request.context.get(SKIP_COATCHECK) || !isApiRequest(request.url, inject(COATCHECK_CONFIG), baseUri)) {
    return next(request)
  }
  const auth = inject(AuthService)
  const questions = inject(StatusQuestions)
  const withCookie = request.clone({ withCredentials: true })
  const isBrowser = isPlatformBrowser(inject(PLATFORM_ID))
  const sentAs = auth.userId()
  const isSentDuringOutage = auth.isStale()

  const askedAgain = async () => {
    // The question may fail. Then it is not known who is logged in, and the caller gets the 401 it had.
    await questions.ask().catch(() => undefined)
    // Rotated meanwhile: the same person may try once more. Another person must not act with this one's request.
    return auth.isLoggedIn() && !auth.isStale() && (sentAs === null || sentAs === auth.userId())
  }

  return next(withCookie).pipe(
    tap((event) => {
      // An answer to what was sent before the outage does not tell that it is over.
      if (isSentDuringOutage && event instanceof HttpResponse) questions.noticeAnswer()
    }),
    catchError((error: unknown) => {
      if (!(error instanceof HttpErrorResponse)) return throwError(() => error)
      if (isOutage(error)) questions.noticeOutage(toAuthError(error))
      // A server that renders has not sent the visitor's cookie: a 401 does not tell who that is.
      if (!isBrowser || !isUnauthenticated(error, request) || auth.isLoggedOut()) return throwError(() => error)
      // The guards of the server refuse before anything has happened, so any method may be sent again; but only once.
      // A route of the host that acts first and then answers 401 `unauthenticated` would act twice: it must not.
      return from(askedAgain()).pipe(switchMap((again) => (again ? next(withCookie) : throwError(() => error))))
    }),
  )
}

function isUnauthenticated(error: HttpErrorResponse, { responseType }: HttpRequest<unknown>): boolean {
  if (error.status !== 401) return false
  const problem = toProblem(error)
  if (problem) return problem.code === 'unauthenticated'
  // A caller who wanted a blob or an array buffer gets the problem as one too. Asking once too often does no harm.
  const isUnread = responseType === 'blob' || responseType === 'arraybuffer'
  return isUnread && (error.headers.get('content-type')?.startsWith('application/problem+json') ?? false)
}

function isOutage(error: HttpErrorResponse): boolean {
  return error.status === 0 || error.status >= 500
}
