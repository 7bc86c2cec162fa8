import type { Sessions } from '../sessions/sessions.ts'
import type { People } from '../users/people.ts'
import type { Caller } from './caller.ts'

/** Where callers are looked up. */
export interface CallerSources {
  sessions: Pick<Sessions, 'find'>
  people: Pick<People, 'findById'>
}

/** Finds whom the values of the session cookie belong to. A session whose user is gone opens nothing. */
export async function findCaller(tokens: readonly string[], { sessions, people }: CallerSources): Promise<Caller> {
  const found = await sessions.find(tokens)
  if (!found.live) return { authenticated: false, reason: found.reason }
  const user = await people.findById(found.session.userId)
  if (user === null) return { authenticated: false, reason: 'account_deleted' }
  return { authenticated: true, user, session: found.session }
}
