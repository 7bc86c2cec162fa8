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
import { StepUp } from './step-up'
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
  const stepUp = inject(StepUp)
  const isBrowser = isPlatformBrowser(inject(PLATFORM_ID))
  const withCookie = request.clone({ withCredentials: true })
  const sentAs = auth.userId()

  /** Another person must not act with this one's request. */
  const isSamePerson = () => auth.isLoggedIn() && (sentAs === null || sentAs === auth.userId())

  const askedAgain = async () => {
    // The question may fail. Then it is not known who is logged in, and the caller gets the 401 it had.
    await questions.ask().catch(() => undefined)
    // Rotated meanwhile: the same person may try once more.
    return !auth.isStale() && isSamePerson()
  }

  /** What has to happen before a request that was refused may be sent once more: emits whether it did. */
  const remedies: Partial<Record<string, () => ObservableInput<boolean>>> = {
    '401 unauthenticated': askedAgain,
    '403 reauthentication_required': () => (isSamePerson() ? stepUp.wait(request.context.get(BECAUSE)) : [false]),
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
        if (!isBrowser || auth.isLoggedOut()) return failed
        return readProblem(error).pipe(
          switchMap((problem) => {
            const refusal = `${error.status.toString()} ${problem?.code ?? ''}`
            const remedy = tried.includes(refusal) ? undefined : remedies[refusal]
            return from(remedy?.() ?? [false]).pipe(switchMap((helped) => (helped ? send(...tried, refusal) : failed)))
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
