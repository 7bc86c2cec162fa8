import type { EndReason, Profile, SessionInfo } from '@coatcheck/contract'
import { findCaller } from '../auth/find-caller.ts'
import { cookieValues } from '../cookie/cookie-values.ts'
import { withDeadline } from '../problem/dependency.ts'
import type { People } from '../users/people.ts'
import { describeSession } from './describe-session.ts'
import { findSession } from './find-session.ts'
import type { SessionRules } from './session-rules.ts'

/** Whom a `Cookie` header belongs to. Nothing in it opens a session. */
export type SessionReading =
  | { authenticated: true; user: Profile; session: SessionInfo }
  /** `reason`: why the session ended, for about 15 minutes; otherwise null. */
  | { authenticated: false; reason: EndReason | null }

export interface SessionSources {
  cookieName: string
  rules: SessionRules
  people: Pick<People, 'findById'>
  deadlineMs: number
}

/** Reads the session of a `Cookie` header by the rules of every request, and changes nothing. */
export async function readSession(
  cookieHeader: string | undefined,
  { cookieName, rules, people, deadlineMs }: SessionSources,
): Promise<SessionReading> {
  const sessions = { find: (tokens: readonly string[]) => findSession(tokens, rules) }
  const caller = await withDeadline('Whatever is behind readSession', deadlineMs, () =>
    findCaller(cookieValues(cookieHeader, cookieName), { sessions, people }),
  )
  if (!caller.authenticated) return caller
  const { user, session } = caller
  return { authenticated: true, user, session: describeSession(session, rules.lifetimes, rules.clock()) }
}
