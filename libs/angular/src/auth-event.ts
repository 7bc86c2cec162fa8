import type { EndReason } from '@coatcheck/contract'

/**
 * `here`: the person did it in this app. `tab`: in another tab of this browser. `server`: the server told, so it
 * happened elsewhere or its answer was lost.
 */
export type AuthEventSource = 'here' | 'tab' | 'server'

/** Something that happened to the login. That the server answers for the first time is not an event. */
export type AuthEvent =
  | { readonly type: 'loggedIn'; readonly userId: string; readonly source: AuthEventSource }
  | { readonly type: 'loggedOut'; readonly reason: EndReason | null; readonly source: AuthEventSource }
  | { readonly type: 'userSwitched'; readonly from: string; readonly to: string; readonly source: AuthEventSource }
  | { readonly type: 'profileChanged'; readonly userId: string; readonly source: AuthEventSource }
  /** The session ends soon unless the person does something. */
  | { readonly type: 'expiring'; readonly expiresInSeconds: number }
  /** It is no longer about to end. */
  | { readonly type: 'extended'; readonly expiresInSeconds: number }
  | { readonly type: 'stale' }
  | { readonly type: 'fresh' }
