export { Deadline } from './deadline.ts'
export type {
  IdentityHolder,
  IdentityNews,
  IdentityRecord,
  IdentityStore,
  UnlinkOutcome,
  UnlinkTerms,
} from './identity-store.ts'
export type { KnownDeviceStore } from './known-device-store.ts'
export { NotStorable } from './not-storable.ts'
export type { PasswordChange, PasswordChangeOutcome, PasswordStore } from './password-store.ts'
export type { PictureRecord, PictureStore, PictureType } from './picture-store.ts'
export type { ProviderLogin, ProviderLoginStore, ProviderLogout } from './provider-login-store.ts'
export {
  type RateLimit,
  type RateLimitStore,
  type RateLimitTry,
  type RateLimitVerdict,
  toleratedSkewMs,
} from './rate-limit-store.ts'
export type { RoundTripRecord, RoundTripStore } from './round-trip-store.ts'
export { changeSession } from './session-change.ts'
export { checkReadable, fromSessionRow, type SessionRow, toSessionRow } from './session-row.ts'
export { rotated } from './session-store.ts'
export type {
  CreationTerms,
  EndedSession,
  Ending,
  FoundSession,
  Rotation,
  SessionChange,
  SessionRecord,
  SessionSelection,
  SessionStore,
} from './session-store.ts'
export type { Store } from './store.ts'
export { type FeedListener, heartbeatMs, longestFeedMessage, type StoreFeed } from './store-feed.ts'
export { StoreRefused } from './store-refused.ts'
export { StoreUnavailable } from './store-unavailable.ts'
export type { EmailAddress, UserPatch, UserRecord, UserStore } from './user-store.ts'
