import type { CanMatchFn } from '@angular/router'
import { of } from 'rxjs'
import { guardLoggedIn } from './logged-in-guard'

/**
 * Lets people with the role pass. A logged-in person without it is led to the forbidden page, never to the login page,
 * which would only send them back; somebody who is logged out is led to the login page.
 *
 * @example
 * { path: 'admin', canMatch: [roleGuard('admin')], loadComponent: () => import('./admin') }
 */
export function roleGuard(role: string): CanMatchFn {
  return () =>
    guardLoggedIn(({ auth, router, config }) => of(auth.hasRole(role) || router.parseUrl(config.routes.forbidden)))
}
