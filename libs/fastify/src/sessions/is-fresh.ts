import type { SessionRecord } from '@coatcheck/stores'
import { isAhead } from './clock.ts'
import { stepUpEnd } from './describe-session.ts'

/** True when the user has proven who they are so short a time ago, in milliseconds: at a step-up or at the login. */
export function isFresh(session: SessionRecord, windowMs: number, now: number): boolean {
  const { authenticatedAt } = session
  const isNewLogin = !isAhead(authenticatedAt, now) && authenticatedAt + windowMs > now
  return isNewLogin || stepUpEnd(session, windowMs, now) > now
}
