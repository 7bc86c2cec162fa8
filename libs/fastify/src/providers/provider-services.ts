import type { Clock } from '../sessions/clock.ts'

/** What a provider needs of the plugin. */
export interface ProviderServices {
  /** Where it sends browsers back to. */
  redirectUri: string
  clock: Clock
  /** It has so long to answer, in milliseconds, however many questions there are. */
  deadlineMs: number
}
