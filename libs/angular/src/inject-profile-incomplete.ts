import { computed, inject, type Signal } from '@angular/core'
import { AuthService } from './auth-service'
import { AuthState } from './auth-state'

/** What no provider told and an app may ask for. */
export type ProfileGap = 'name' | 'email'

const gaps = ['name', 'email'] as const

/**
 * What the server wants to know of the person and no provider told. `AuthService.updateProfile` completes it. Empty
 * when nothing is missing, or when nobody is logged in. A function of its own, so that only those pay who ask.
 *
 * @example
 * protected readonly missing = injectProfileIncomplete()
 * // template: @if (missing().includes('email')) { <a routerLink="/welcome">Add your e-mail address</a> }
 */
export function injectProfileIncomplete(): Signal<readonly ProfileGap[]> {
  const { profile } = inject(AuthService)
  const { snapshot } = inject(AuthState)
  return computed<readonly ProfileGap[]>(
    () => {
      const [wanted, known] = [snapshot().profileIncomplete, profile()]
      // Whatever was filled in since the server said so is missing no more.
      return known && Array.isArray(wanted) ? gaps.filter((gap) => wanted.includes(gap) && !known[gap]) : []
    },
    { equal: (before, after) => before.join() === after.join() },
  )
}
