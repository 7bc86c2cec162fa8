import { setImmediate as nextTurn } from 'node:timers/promises'
import { deviceKeptSeconds } from '../cookie/device-cookie.ts'
import type { DependableStore } from '../problem/dependable-store.ts'
import type { Clock } from '../sessions/clock.ts'
import { reasonKeptMs } from '../sessions/lifetimes.ts'

/** So many rows are removed in one go: the work of a few milliseconds, then requests have their turn. */
const batch = 500

/** The parts of a store in which things expire. */
export type ExpiringStore = Pick<DependableStore, 'sessions' | 'rateLimits' | 'knownDevices'>

/**
 * Removes what has expired, batch by batch. An expired session is kept a little longer, since its holder is told
 * why it ended. Tells how many rows there were.
 */
export async function removeExpired(
  { sessions, rateLimits, knownDevices }: ExpiringStore,
  clock: Clock,
): Promise<number> {
  const now = clock()
  return (
    (await untilNoneIsLeft(() => sessions.removeExpired(now - reasonKeptMs, now, batch))) +
    (await untilNoneIsLeft(() => rateLimits.removeFull(now, batch))) +
    (await untilNoneIsLeft(() => knownDevices.removeStale(now - deviceKeptSeconds * 1000, batch)))
  )
}

async function untilNoneIsLeft(removeSome: () => Promise<number>): Promise<number> {
  let removed = 0
  for (;;) {
    const some = await removeSome()
    if (some === 0) return removed
    removed += some
    await nextTurn()
  }
}
