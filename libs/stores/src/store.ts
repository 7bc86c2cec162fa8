import type { IdentityStore } from './identity-store.ts'
import type { KnownDeviceStore } from './known-device-store.ts'
import type { PasswordStore } from './password-store.ts'
import type { PictureStore } from './picture-store.ts'
import type { ProviderLoginStore } from './provider-login-store.ts'
import type { RateLimitStore } from './rate-limit-store.ts'
import type { RoundTripStore } from './round-trip-store.ts'
import type { SessionStore } from './session-store.ts'
import type { StoreFeed } from './store-feed.ts'
import type { UserStore } from './user-store.ts'

/** All that Coatcheck keeps, behind one connection. */
export interface Store {
  sessions: SessionStore
  passwords: PasswordStore
  users: UserStore
  rateLimits: RateLimitStore
  knownDevices: KnownDeviceStore
  identities: IdentityStore
  roundTrips: RoundTripStore
  providerLogins: ProviderLoginStore
  pictures: PictureStore
  /** Between the processes that share the store; stores for one machine have none. */
  feed?: StoreFeed
  /** Resolves when the store can answer; rejects with {@link StoreUnavailable} when it cannot. */
  check(): Promise<void>
  /**
   * What the clock of the server shows that keeps all this, in milliseconds since 1970: the processes that share a store
   * may compare theirs with it. Stores for one machine have none.
   */
  serverTime?(): Promise<number>
  /** Finishes what was begun and lets go of files and connections. */
  close(): Promise<void>
}
