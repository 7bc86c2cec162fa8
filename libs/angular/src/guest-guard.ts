import { inject } from '@angular/core'
import { type CanMatchFn, Router } from '@angular/router'
import { AuthService } from './auth-service'
import { COATCHECK_CONFIG } from './coatcheck-config'
import { isLeftToBrowser } from './left-to-browser'
import { urlAfterLogin, wantedUrl } from './login-url'

/**
 * For pages that make sense only to somebody who is not logged in: others go on to the `returnUrl`, or home.
 *
 * @example
 * { path: 'login', canMatch: [guestGuard], loadComponent: () => import('./login') }
 */
export const guestGuard: CanMatchFn = async () => {
  if (isLeftToBrowser()) return true
  const auth = inject(AuthService)
  const router = inject(Router)
  const config = inject(COATCHECK_CONFIG)
  const wanted = wantedUrl(router)
  await auth.whenReady()
  return !auth.isLoggedIn() || urlAfterLogin(router, config, wanted)
}
