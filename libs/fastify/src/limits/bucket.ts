import type { RateLimit, RateLimitTry } from '@coatcheck/stores'
import { hash } from 'node:crypto'

/** A count of tries, and what a try that succeeds does to it. */
export interface Bucket extends RateLimitTry {
  /** Forgets all failures, takes back this try alone, or counts it like a failure. */
  onSuccess: 'clear' | 'give_back' | 'count'
}

/** The bucket of what the `parts` name. They are hashed: the table lists no
 * addresses, of either kind, though whoever has it may test a guess. */
export function createBucket(
  name: string,
  parts: readonly string[],
  limit: RateLimit,
  onSuccess: Bucket['onSuccess'],
): Bucket {
  return { key: `${name}:${hash('sha256', JSON.stringify(parts), 'base64url')}`, limit, onSuccess }
}
