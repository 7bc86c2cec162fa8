import { DestroyRef, inject, type Signal, signal } from '@angular/core'

/** The time of this browser, as a signal that moves on while the component is there. */
export function injectNow(everyMilliseconds: number): Signal<Date> {
  const now = signal(new Date())
  const timer = setInterval(() => {
    now.set(new Date())
  }, everyMilliseconds)
  inject(DestroyRef).onDestroy(() => {
    clearInterval(timer)
  })
  return now.asReadonly()
}
