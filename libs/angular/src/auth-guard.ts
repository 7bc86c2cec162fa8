import { inject } from '@angular/core'
import { type CanMatchFn, Router } from '@angular/router'
import { AuthService } from './auth-service'
import { COATCHECK_CONFIG } from './coatcheck-config'
import { isLeftToBrowser } from './left-to-browser'
import { loginUrl, wantedUrl } from './login-url'

/**
 * Lets logged-in people pass and leads others to the login page, with the wanted URL. Waits for the first answer:
 * while the server is out of reach nobody is sent to log in who may be logged in already.
 *
 * @example
 * { path: 'orders', canMatch: [authGuard], loadComponent: () => import('./orders') }
 */
export const authGuard: CanMatchFn = async () => {
  if (isLeftToBrowser()) return true
  const auth = inject(AuthService)
  const router = inject(Router)
  const config = inject(COATCHECK_CONFIG)
  const wanted = wantedUrl(router)
  await auth.whenReady()
  return auth.isLoggedIn() || loginUrl(router, config, wanted)
}
