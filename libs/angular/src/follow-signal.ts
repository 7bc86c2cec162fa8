import type { Signal } from '@angular/core'
import { Observable } from 'rxjs'
import type { AuthState } from './auth-state'

/** A signal computed from the state as an observable: the latest value at once, each other one, nothing while unknown. */
export function followSignal<T>(value: Signal<T>, state: AuthState): Observable<T> {
  return new Observable((subscriber) => {
    let last: T | undefined
    const tell = () => {
      if (state.snapshot().status === 'unknown' || value() === last) return
      last = value()
      subscriber.next(last)
    }
    tell()
    return state.changed$.subscribe(tell)
  })
}
