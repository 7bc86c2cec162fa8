import { describe } from 'vitest'
import { describeSessionCreation } from './describe-session-creation.ts'
import { describeSessionEnding } from './describe-session-ending.ts'
import { describeSessionExpiry } from './describe-session-expiry.ts'
import { describeSessionLimit } from './describe-session-limit.ts'
import { describeSessionReading } from './describe-session-reading.ts'
import { describeSessionRotation } from './describe-session-rotation.ts'
import { describeSessionUpdate } from './describe-session-update.ts'
import type { OpenStore } from './fresh-store.ts'

/** The promises that every session store keeps. `open` returns a fresh, empty store. */
export function describeSessionStore(name: string, open: OpenStore): void {
  describe(`SessionStore: ${name}`, () => {
    describeSessionReading(open)
    describeSessionCreation(open)
    describeSessionLimit(open)
    describeSessionUpdate(open)
    describeSessionRotation(open)
    describeSessionEnding(open)
    describeSessionExpiry(open)
  })
}
