import type { SessionInfo } from '@coatcheck/contract'
import type { SessionRecord } from '@coatcheck/stores'
import { isAhead } from './clock.ts'
import { absoluteEnd, endOf, idleEnd } from './find-session.ts'
import type { Lifetimes } from './lifetimes.ts'

/** What the browser may know about a session. Nothing in it opens the session. */
export function describeSession(session: SessionRecord, lifetimes: Lifetimes, now: number): SessionInfo {
  const stepUpEndsAt = stepUpEnd(session, lifetimes.stepUpSeconds * 1000, now)
  return {
    id: session.id,
    createdAt: toText(session.createdAt),
    authenticatedAt: toText(session.authenticatedAt),
    methods: session.methods,
    idleExpiresAt: toText(idleEnd(session, lifetimes)),
    absoluteExpiresAt: toText(absoluteEnd(session, lifetimes)),
    expiresInSeconds: Math.max(0, Math.floor((endOf(session, lifetimes) - now) / 1000)),
    warnBeforeSeconds: lifetimes.warnBeforeSeconds,
    persistent: session.persistent,
    reauthenticatedUntil: stepUpEndsAt > now ? toText(stepUpEndsAt) : null,
  }
}

/** The moment at which the proof of a step-up stops counting; long ago without one, or with one of a clock gone wrong. */
export function stepUpEnd({ reauthenticatedAt }: SessionRecord, windowMs: number, now: number): number {
  return reauthenticatedAt === null || isAhead(reauthenticatedAt, now) ? -Infinity : reauthenticatedAt + windowMs
}

function toText(instant: number): string {
  return new Date(instant).toISOString()
}
