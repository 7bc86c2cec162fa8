import type { EndReason } from './end-reason.ts'
import type { SessionInfo } from './status.ts'

/**
 * What `GET /auth/events` tells, by the name of the server-sent event; the data is JSON. An event is a hint to ask
 * again and no proof of anything.
 *
 * @example
 * new EventSource('/auth/events').addEventListener('session_ended', ({ data }) => {
 *   const { reason } = JSON.parse(data) as LiveEvents['session_ended']
 * })
 */
export interface LiveEvents {
  /** This session is over; it is the last event of the stream. */
  session_ended: { reason: EndReason | null }
  /** It ends soon unless the user does something; sent `warnBeforeSeconds` before. */
  session_expiring: { expiresInSeconds: number }
  /** It lives longer than was said before. */
  session_extended: { session: SessionInfo }
  /** `GET /auth/me` has something new to say. */
  profile_changed: { profileVersion: string }
}
