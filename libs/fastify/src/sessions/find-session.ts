import { type EndReason, endReasons } from '@coatcheck/contract'
import { type FoundSession, rotated, type SessionRecord } from '@coatcheck/stores'
import { isAhead } from './clock.ts'
import { reasonKeptMs, limitsOf } from './lifetimes.ts'
import type { SessionRules } from './session-rules.ts'
import { distinctTokens, hashSessionToken } from './session-token.ts'

/** What the tokens of a request turned out to be. */
export type FoundLogin = { live: true; session: SessionRecord } | { live: false; reason: EndReason | null }

/** A header with more session cookies than this was not sent by a browser of good will. */
const mostTokens = 16

/**
 * Finds the session that the tokens of a request open. Of several tokens the single live one counts;
 * two live ones open nothing, for somebody may have planted one of them.
 */
export async function findSession(tokens: readonly string[], rules: SessionRules): Promise<FoundLogin> {
  const candidates = distinctTokens(tokens).slice(0, mostTokens)
  const found = await Promise.all(candidates.map((token) => findOne(token, rules)))
  const live = found.filter((one) => one.live)
  if (live.length === 1 && live[0] !== undefined) return live[0]
  const reasons = found.flatMap((one) => (one.live || one.reason === null ? [] : [one.reason]))
  return { live: false, reason: reasons[0] ?? null }
}

/** Looks once more at a session that was read before; it may have gone on under a new token since (step-up). */
export async function findAgain(
  { userId, id, tokenHash }: Pick<SessionRecord, 'userId' | 'id' | 'tokenHash'>,
  rules: SessionRules,
): Promise<FoundLogin> {
  const found = await rules.store.find(tokenHash)
  if (found?.state !== 'ended' || found.reason !== rotated) return judge(found, rules)
  const session = (await rules.store.list(userId)).find((one) => one.id === id)
  return judge(session === undefined ? null : { state: 'kept', session }, rules)
}

async function findOne(token: string, rules: SessionRules): Promise<FoundLogin> {
  return judge(await rules.store.find(hashSessionToken(token)), rules)
}

function judge(found: FoundSession, rules: SessionRules): FoundLogin {
  if (found === null) return { live: false, reason: null }
  const now = rules.clock()
  if (found.state === 'ended') return dead(toEndReason(found.reason), found.endedAt, now)
  if (found.state === 'unreadable') {
    rules.warn({ problem: found.problem }, 'A session cannot be read; whoever holds its token is not logged in')
    return { live: false, reason: null }
  }
  const end = findEnd(found.session, rules, now)
  return end === null ? { live: true, session: found.session } : dead(end.reason, end.at, now)
}

/** Why and when a session is over by its own time, or null while it lives. */
export function findEnd(
  session: SessionRecord,
  { lifetimes }: Pick<SessionRules, 'lifetimes'>,
  now: number,
): { reason: EndReason; at: number } | null {
  const absoluteExpiresAt = absoluteEnd(session, lifetimes)
  if (now >= absoluteExpiresAt) return { reason: 'absolute_timeout', at: absoluteExpiresAt }
  const idleExpiresAt = idleEnd(session, lifetimes)
  if (now >= idleExpiresAt) return { reason: 'idle_timeout', at: idleExpiresAt }
  // Made while the clock was far ahead: it would outlive its time by as much (FI-10).
  return isAhead(session.createdAt, now) ? { reason: 'absolute_timeout', at: now } : null
}

/** The moment at which a session ends unless it is extended. */
export function endOf(session: SessionRecord, lifetimes: SessionRules['lifetimes']): number {
  return Math.min(idleEnd(session, lifetimes), absoluteEnd(session, lifetimes))
}

/** Lifetimes that an operator shortens hold for sessions that exist already; longer ones do not. */
export function idleEnd(session: SessionRecord, lifetimes: SessionRules['lifetimes']): number {
  return Math.min(session.idleExpiresAt, session.lastSeenAt + limitsOf(lifetimes, session.persistent).idleMs)
}

/** The same for the end that no activity moves. */
export function absoluteEnd(session: SessionRecord, lifetimes: SessionRules['lifetimes']): number {
  return Math.min(session.absoluteExpiresAt, session.createdAt + limitsOf(lifetimes, session.persistent).absoluteMs)
}

/** The reason is told to somebody who just lost the session, not to whoever finds the token much later. */
function dead(reason: EndReason | null, endedAt: number, now: number): FoundLogin {
  return { live: false, reason: now - endedAt < reasonKeptMs ? reason : null }
}

/** A token that was rotated out has no reason to tell: its session may well go on. */
function toEndReason(text: string): EndReason | null {
  return endReasons.find((reason) => reason === text) ?? null
}
