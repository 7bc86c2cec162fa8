import { HttpErrorResponse, type HttpEvent, type HttpInterceptorFn, HttpResponse } from '@angular/common/http'
import { isPlatformBrowser } from '@angular/common'
import { DOCUMENT, inject, PLATFORM_ID } from '@angular/core'
import { catchError, from, NEVER, type Observable, type ObservableInput, switchMap, tap, throwError } from 'rxjs'
import { AuthService } from './auth-service'
import { BECAUSE } from './because'
import { COATCHECK_CONFIG } from './coatcheck-config'
import { Curtain } from './curtain'
import { isApiRequest } from './is-api-request'
import { readProblem } from './read-problem'
import { SKIP_COATCHECK } from './skip-coatcheck'
import { StatusQuestions } from './status-questions'
import { STEP_UP } from './step-up'
import { toAuthError } from './to-auth-error'

/**
 * Sends the session cookie to the configured API, and to nobody else, and learns from its answers. A 401
 * `unauthenticated` is a reason to ask, not yet a logout; a 403 `reauthentication_required` waits for the password; an
 * outage keeps what is known; everything else is the caller's business.
 */
export const coatcheckInterceptor: HttpInterceptorFn = (request, next) => {
  const baseUri = inject(DOCUMENT).baseURI
  if (request.context.get(SKIP_COATCHECK) || !isApiRequest(request.url, inject(COATCHECK_CONFIG), baseUri)) {
    return next(request)
  }
  // Somebody else is logged in, and this page was put together by the person before: see `noticeUserSwitch`.
  if (inject(Curtain).isFinal) return NEVER
  const auth = inject(AuthService)
  const questions = inject(StatusQuestions)
  const stepUp = inject(STEP_UP)
  const isBrowser = isPlatformBrowser(inject(PLATFORM_ID))
  const withCookie = request.clone({ withCredentials: true })
  const sentAs = auth.userId()

  /** Nobody must act with somebody else's request, and who is logged out has nothing to gain by a second one. */
  const mayTryAgain = () => !auth.isLoggedOut() && (sentAs ?? auth.userId()) === auth.userId()

  const askedAgain = async () => {
    // The question may fail. Then it is not known who is logged in, and the caller gets the 401 it had.
    await questions.ask().catch(() => undefined)
    return !auth.isStale() && mayTryAgain()
  }

  /** What has to happen before a request that was refused may be sent once more: tells whether it did. */
  const remedies: Partial<Record<string, () => ObservableInput<boolean> | undefined>> = {
    '401 unauthenticated': askedAgain,
    '403 reauthentication_required': () => stepUp()?.wait(request.context.get(BECAUSE)),
  }

  // The guards of the server refuse before anything has happened, so any method may be sent again; but only once for
  // each reason. A route of the host that acts first and refuses afterwards would act twice: it must not.
  const send = (...tried: string[]): Observable<HttpEvent<unknown>> => {
    const isSentDuringOutage = auth.isStale()
    return next(withCookie).pipe(
      tap((event) => {
        // An answer to what was sent before the outage does not tell that it is over.
        if (isSentDuringOutage && event instanceof HttpResponse) questions.noticeAnswer()
      }),
      catchError((error: unknown) => {
        const failed = throwError(() => error)
        if (!(error instanceof HttpErrorResponse)) return failed
        if (isOutage(error)) questions.noticeOutage(toAuthError(error))
        // A server that renders has not sent the visitor's cookie: a refusal does not tell who that is.
        if (!isBrowser) return failed
        return readProblem(error).pipe(
          switchMap((problem) => {
            const refusal = `${error.status.toString()} ${problem?.code ?? ''}`
            const remedy = mayTryAgain() && !tried.includes(refusal) ? remedies[refusal]?.() : null
            return from(remedy ?? [false]).pipe(switchMap((helped) => (helped ? send(...tried, refusal) : failed)))
          }),
        )
      }),
    )
  }
  return send()
}

function isOutage({ status }: HttpErrorResponse): boolean {
  return status === 0 || status >= 500
}
