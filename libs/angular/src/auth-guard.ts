import type { CanMatchFn } from '@angular/router'
import { guardLoggedIn } from './logged-in-guard'

/**
 * Lets logged-in people pass and leads others to the login page, with the wanted URL. Waits for the first answer:
 * while the server is out of reach nobody is sent to log in who may be logged in already.
 *
 * @example
 * { path: 'orders', canMatch: [authGuard], loadComponent: () => import('./orders') }
 */
export const authGuard: CanMatchFn = () => guardLoggedIn()
