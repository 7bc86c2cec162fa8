import { inject } from '@angular/core'
import { type GuardResult, Router } from '@angular/router'
import { from, type Observable, of, switchMap } from 'rxjs'
import { AuthService } from './auth-service'
import { COATCHECK_CONFIG, type CoatcheckConfig } from './coatcheck-config'
import { isLeftToBrowser } from './left-to-browser'
import { loginUrl, wantedUrl } from './login-url'

/** What a guard may ask about somebody who is logged in. */
export interface Visit {
  readonly auth: AuthService
  readonly router: Router
  readonly config: CoatcheckConfig
}

/**
 * What the guards of pages for logged-in people share: it waits for the first answer, leads others to the login page
 * and leaves the rest to `decide`. An observable, so that the router takes back a question that it no longer needs.
 */
export function guardLoggedIn(decide: (visit: Visit) => Observable<GuardResult> = () => of(true)) {
  if (isLeftToBrowser()) return of(true)
  const [auth, router, config] = [inject(AuthService), inject(Router), inject(COATCHECK_CONFIG)]
  const wanted = wantedUrl(router)
  return from(auth.whenReady()).pipe(
    switchMap((): Observable<GuardResult> => {
      return auth.isLoggedIn() ? decide({ auth, router, config }) : of(loginUrl(router, config, wanted))
    }),
  )
}
