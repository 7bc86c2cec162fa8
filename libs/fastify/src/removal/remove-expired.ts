import { setImmediate as nextTurn } from 'node:timers/promises'
import { deviceKeptSeconds } from '../cookie/device-cookie.ts'
import type { DependableStore } from '../problem/dependable-store.ts'
import type { Clock } from '../sessions/clock.ts'
import { reasonKeptMs } from '../sessions/lifetimes.ts'

/** So many rows are removed in one go: the work of a few milliseconds, then requests have their turn. */
const batch = 200

/** The parts of a store in which things expire. */
export type ExpiringStore = Pick<
  DependableStore,
  'sessions' | 'rateLimits' | 'knownDevices' | 'roundTrips' | 'providerLogins'
>

/**
 * Removes what has expired, batch by batch, until none is left or the signal says to stop. An expired session is kept
 * a little longer, since its holder is told why it ended. Tells how many rows there were.
 */
export async function removeExpired(
  { sessions, rateLimits, knownDevices, roundTrips, providerLogins }: ExpiringStore,
  clock: Clock,
  signal?: AbortSignal,
): Promise<number> {
  const now = clock()
  return (
    (await untilNoneIsLeft(() => sessions.removeExpired(now - reasonKeptMs, now, batch), signal)) +
    (await untilNoneIsLeft(() => rateLimits.removeFull(now, batch), signal)) +
    (await untilNoneIsLeft(() => knownDevices.removeStale(now - deviceKeptSeconds * 1000, batch), signal)) +
    (await untilNoneIsLeft(() => roundTrips.removeExpired(now, batch), signal)) +
    (await untilNoneIsLeft(() => providerLogins.removeExpired(now, batch), signal))
  )
}

async function untilNoneIsLeft(removeSome: () => Promise<number>, signal?: AbortSignal): Promise<number> {
  let removed = 0
  while (signal?.aborted !== true) {
    const some = await removeSome()
    if (some === 0) break
    removed += some
    await nextTurn()
  }
  return removed
}
