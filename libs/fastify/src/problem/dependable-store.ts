import type { Store } from '@coatcheck/stores'
import { askDependency } from './dependency.ts'

/**
 * The store with a deadline on every verb, and with one kind of failure: whatever it throws, and however
 * long it hangs, becomes a 503 in time (L2, L5). Everything in the plugin speaks to this one.
 */
export function dependableStore(store: Store, deadlineMs: number): DependableStore {
  const dependable = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, verb) {
        const value: unknown = Reflect.get(target, verb)
        if (typeof value !== 'function') return value
        // Looked up anew for every call: a store may be wrapped after it was handed over.
        return (...values: unknown[]) =>
          askDependency('The store', deadlineMs, () => Promise.resolve(Reflect.apply(value, target, values)))
      },
    })
  return {
    sessions: dependable(store.sessions),
    passwords: dependable(store.passwords),
    users: dependable(store.users),
    rateLimits: dependable(store.rateLimits),
    knownDevices: dependable(store.knownDevices),
    identities: dependable(store.identities),
    roundTrips: dependable(store.roundTrips),
    providerLogins: dependable(store.providerLogins),
    pictures: dependable(store.pictures),
  }
}

/** A store without the verbs that belong to whoever opened it. */
export type DependableStore = Pick<
  Store,
  | 'sessions'
  | 'passwords'
  | 'users'
  | 'rateLimits'
  | 'knownDevices'
  | 'identities'
  | 'roundTrips'
  | 'providerLogins'
  | 'pictures'
>
