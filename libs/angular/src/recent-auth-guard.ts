import { inject } from '@angular/core'
import type { CanMatchFn } from '@angular/router'
import { from, map, of, switchMap } from 'rxjs'
import { guardLoggedIn } from './logged-in-guard'
import { STEP_UP } from './step-up'

/**
 * Lets people pass who have proven a short while ago who they are, and asks others to do so first. Whoever does not
 * stays where they were, or lands at home; so does everybody while no prompt is mounted to ask them.
 *
 * @example
 * { path: 'delete-account', canMatch: [recentAuthGuard], loadComponent: () => import('./delete-account') }
 */
export const recentAuthGuard: CanMatchFn = () => {
  const stepUp = inject(STEP_UP)
  return guardLoggedIn(({ auth, router, config }) => {
    const isOpen = () => !!auth.session()?.reauthenticatedUntil
    // The window shuts by the server's clock, so it is the server that knows. An outage does not shut it.
    const asked = isOpen() ? from(auth.refresh().catch(() => undefined)) : of(undefined)
    const before = router.lastSuccessfulNavigation() ? router.url : config.routes.home
    return asked.pipe(
      switchMap(() => (auth.isLoggedIn() && !isOpen() && stepUp()?.wait(null)) || of(isOpen())),
      // Whoever is logged out by now is led to login when the guards run again.
      map((mayPass) => mayPass || router.parseUrl(before)),
    )
  })
}
