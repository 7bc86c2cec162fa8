import { defer, distinctUntilChanged, filter, map, type Observable, startWith } from 'rxjs'
import type { AuthSnapshot } from './auth-snapshot'
import type { AuthState } from './auth-state'

type Known = Exclude<AuthSnapshot, { status: 'unknown' }>

/** A value computed from the state: the latest at once, then every other one, and nothing while unknown. */
export function followState<T>(
  state: AuthState,
  read: (known: Known) => T,
  isSame: (before: T, after: T) => boolean = Object.is,
): Observable<T> {
  return defer(() =>
    state.changed$.pipe(
      startWith(undefined),
      map(() => state.snapshot()),
      filter((snapshot): snapshot is Known => snapshot.status !== 'unknown'),
      map(read),
      distinctUntilChanged(isSame),
    ),
  )
}
