/** Tells the time in milliseconds since 1970, UTC. */
export type Clock = () => number

/** Clocks of several nodes may differ by so much. */
const skewMs = 5 * 60_000

/** True for a moment that only a clock gone wrong can have written down (FI-10). */
export function isAhead(moment: number, now: number): boolean {
  return moment > now + skewMs
}

/** A clock corrected by less than this stands still until the time has come round; by more it goes on from where it is. */
const correctionMs = 5000

/**
 * A clock that never runs backward: a system clock set back must not lengthen anybody's session (FI-10). Nor does it
 * stand still until the old time has come round again, since then no session would end until it has.
 */
export function createClock(source: Clock = Date.now, stopwatch: Clock = () => performance.now()): Clock {
  let latest = source()
  let measuredAt = stopwatch()
  return () => {
    const measured = stopwatch()
    const passed = measured - measuredAt
    measuredAt = measured
    const told = source()
    latest = told < latest - correctionMs ? latest + passed : Math.max(latest, told)
    return Math.floor(latest)
  }
}
