import type { EndReason, SessionInfo } from '@coatcheck/contract'
import type { Profile } from './profile'

/** What is known about the person: three values, so that "not asked yet" never looks like "logged out". */
export type AuthStatus = 'unknown' | 'anonymous' | 'authenticated'

interface Nobody {
  readonly userId?: undefined
  readonly profile?: undefined
  readonly profileIncomplete?: undefined
  readonly session?: undefined
}

interface Unknown extends Nobody {
  readonly status: 'unknown'
  readonly endReason?: undefined
  readonly isStale: boolean
}

interface Anonymous extends Nobody {
  readonly status: 'anonymous'
  readonly endReason: EndReason | null
  readonly isStale: boolean
}

/** Somebody is logged in. */
export interface Authenticated {
  readonly status: 'authenticated'
  readonly userId: string
  readonly profile: Profile
  readonly session: SessionInfo
  /** As the server wrote it: `injectProfileIncomplete` reads it. */
  readonly profileIncomplete: unknown
  readonly endReason?: undefined
  readonly isStale: boolean
}

/** The one fact from which every signal and observable of the `AuthService` is computed. */
export type AuthSnapshot = Unknown | Anonymous | Authenticated

/** The person has changed the profile; null when it is somebody else's. */
export function withProfile(profile: Profile, now: Authenticated): AuthSnapshot | null {
  return profile.id === now.userId ? { ...now, profile, isStale: false } : null
}
