/** Tells the time in milliseconds since 1970, UTC. */
export type Clock = () => number

/** A clock that never runs backward: a system clock set back must not lengthen anybody's session (FI-10). */
export function createClock(source: Clock = Date.now): Clock {
  let latest = -Infinity
  return () => (latest = Math.max(latest, source()))
}
