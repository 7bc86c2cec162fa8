import { describeIdentityStore } from './describe-identity-store.ts'
import { describeKnownDeviceStore } from './describe-known-device-store.ts'
import { describePasswordStore } from './describe-password-store.ts'
import { describePictureStore } from './describe-picture-store.ts'
import { describeProviderLoginStore } from './describe-provider-login-store.ts'
import { describeRateLimitStore } from './describe-rate-limit-store.ts'
import { describeRoundTripStore } from './describe-round-trip-store.ts'
import { describeSessionStore } from './describe-session-store.ts'
import { describeUserStore } from './describe-user-store.ts'
import type { OpenStore } from './fresh-store.ts'

/**
 * All that every store promises. `open` returns a fresh, empty store.
 *
 * @example
 * describeStore('sqlite', () => sqlite(join(folder, randomUUID())))
 */
export function describeStore(name: string, open: OpenStore): void {
  describeSessionStore(name, open)
  describePasswordStore(name, open)
  describeUserStore(name, open)
  describeRateLimitStore(name, open)
  describeKnownDeviceStore(name, open)
  describeIdentityStore(name, open)
  describeRoundTripStore(name, open)
  describeProviderLoginStore(name, open)
  describePictureStore(name, open)
}
