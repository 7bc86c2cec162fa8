import type { AuthError } from './auth-error'

const firstMilliseconds = 1_000
const longestMilliseconds = 30_000
/** Nobody is kept waiting longer, and a longer timer than 24 days would go off at once. */
const longestAskedForMilliseconds = 5 * 60_000

/**
 * How long to wait before the next attempt: doubling, never below what the server asked for within reason, and spread out so that
 * all browsers do not come back in the same instant after an outage.
 */
// eslint-disable-next-line no-restricted-properties -- it spreads load; guessing it helps nobody
export function retryDelay(attempt: number, error: AuthError, random = Math.random()): number {
  const doubled = Math.min(firstMilliseconds * 2 ** attempt, longestMilliseconds)
  const askedFor = Math.min((error.retryAfterSeconds ?? 0) * 1_000, longestAskedForMilliseconds)
  return Math.max(doubled * (0.75 + random / 2), askedFor)
}
