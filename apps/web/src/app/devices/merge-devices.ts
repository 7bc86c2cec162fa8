import type { DeviceSession } from '@coatcheck/angular'

/** A session, also for a while after its end. */
export interface Device {
  readonly session: DeviceSession
  /** When this page learned that it is over, and how it ended; null while it is live. */
  readonly ended: { readonly at: Date; readonly how: string } | null
}

/**
 * What the server lists now, together with what it listed before: a session that is gone has ended. One that ended here
 * stays ended, also when an answer that left the server before still lists it. No session ever comes back.
 */
export function mergeDevices(
  before: readonly Device[] | null,
  sessions: readonly DeviceSession[],
  now: Date,
): readonly Device[] {
  const endedBefore = new Map(before?.map(({ session, ended }) => [session.id, ended]))
  const listed = new Set(sessions.map(({ id }) => id))
  const gone = before?.filter(({ session }) => !listed.has(session.id)) ?? []
  const how = 'It logged out, or its time was up'
  return [
    ...sessions.map((session) => ({ session, ended: endedBefore.get(session.id) ?? null })),
    ...gone.map(({ session, ended }) => ({ session, ended: ended ?? { at: now, how } })),
  ].toSorted(byPlace)
}

function byPlace({ session: a }: Device, { session: b }: Device): number {
  if (a.current !== b.current) return a.current ? -1 : 1
  return b.lastSeenAt.localeCompare(a.lastSeenAt)
}
