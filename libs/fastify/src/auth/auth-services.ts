import type { SessionCookie } from '../cookie/session-cookie.ts'
import type { SourceCheck } from '../guard/source-check.ts'
import type { Clock } from '../sessions/clock.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { RequiredField } from '../users/missing-fields.ts'
import type { People } from '../users/people.ts'

/** What `request.auth` needs of the plugin. */
export interface AuthServices {
  sessions: Sessions
  people: People
  cookie: SessionCookie
  checkSource: SourceCheck
  clock: Clock
  deadlineMs: number
  loginMethods: string[]
  /** What every profile should have. */
  requiredProfile: readonly RequiredField[]
}
