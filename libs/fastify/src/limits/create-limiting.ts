import type { DependableStore } from '../problem/dependable-store.ts'
import type { Clock } from '../sessions/clock.ts'
import { KnownDevices } from './known-devices.ts'
import { Limiter } from './limiter.ts'
import { type Limits, readLimits } from './limits.ts'

/** What keeps strangers from guessing, and from locking the owner out. */
export interface Limiting {
  limiter: Limiter
  /** Null when nothing is limited: then nobody needs to be known, and no cookie is set for it. */
  devices: KnownDevices | null
}

/** Makes both of what the host chose. */
export function createLimiting(
  chosen: Partial<Limits> | false,
  { store, clock }: { store: Pick<DependableStore, 'rateLimits' | 'knownDevices'>; clock: Clock },
): Limiting {
  const limits = chosen === false ? null : readLimits(chosen)
  const limiter = new Limiter({ store: store.rateLimits, clock, limits })
  return { limiter, devices: limits === null ? null : new KnownDevices({ store: store.knownDevices, limiter, clock }) }
}
