import type { EndReason } from '@coatcheck/contract'

/** Something that happened to the login after the first answer. The first answer itself is not an event. */
export type AuthEvent =
  | { readonly type: 'loggedIn'; readonly userId: string }
  | { readonly type: 'loggedOut'; readonly reason: EndReason | null; readonly source: 'here' | 'server' }
  | { readonly type: 'userSwitched'; readonly from: string; readonly to: string }
  | { readonly type: 'profileChanged'; readonly userId: string }
  | { readonly type: 'stale' }
  | { readonly type: 'fresh' }
