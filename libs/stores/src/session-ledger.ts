import type { CreationTerms, SessionRecord, SessionStore } from './session-store.ts'

/**
 * What a session store in SQL does beyond its verbs for one that keeps a part of each session elsewhere: it stays the
 * truth about which sessions there are, whose they are and which tokens open them.
 */
export interface SessionLedger extends SessionStore {
  /** The same as ever; sessions with the ids in `over` take up no room, since the caller knows that they are over. */
  create(session: SessionRecord, terms: CreationTerms, over?: readonly string[]): ReturnType<SessionStore['create']>
  /** Finds a session that has not ended by its public id. */
  findById(id: string): Promise<SessionRecord | null>
  /** Removes sessions that the caller knows to be over; unlike `end` it keeps no reason. */
  remove(ids: readonly string[]): Promise<void>
}

/** True for the stores of ours that keep sessions in SQL. */
export function isLedger(sessions: SessionStore): sessions is SessionLedger {
  return 'findById' in sessions && 'remove' in sessions
}
