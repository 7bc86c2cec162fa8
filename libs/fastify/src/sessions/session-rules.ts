import type { SessionStore } from '@coatcheck/stores'
import type { Clock } from './clock.ts'
import type { Lifetimes } from './lifetimes.ts'

/** What the rules of sessions need to know. */
export interface SessionRules {
  store: SessionStore
  clock: Clock
  lifetimes: Lifetimes
  /** Told about rows that cannot be read and activity that cannot be written; neither stops a request. */
  warn: (details: object, message: string) => void
}
