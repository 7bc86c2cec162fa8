import { inject } from '@angular/core'
import type { DeviceSession } from '@coatcheck/contract'
import { AuthActions } from './auth-actions'
import { AuthApi, toNothing } from './auth-api'
import { AuthState } from './auth-state'
import { toDeviceSessions } from './to-device-sessions'

/** Where the person is logged in. */
export interface OwnSessions {
  /** All sessions of the person: this one first, then the one seen last. */
  list(): Promise<DeviceSession[]>
  /** Ends one session by its id; this one's own is a logout. Rejects with `not_found` when it is over already. */
  revoke(id: string): Promise<void>
  /** Ends all other sessions. */
  revokeOthers(): Promise<void>
}

export function injectOwnSessions(): OwnSessions {
  const [api, actions, state] = [inject(AuthApi), inject(AuthActions), inject(AuthState)]
  return {
    list: () => api.send('GET', '/sessions', toDeviceSessions),
    revoke: (id) => {
      const answer = api.send('DELETE', `/sessions/${encodeURIComponent(id)}`, toNothing)
      return id === state.session()?.id ? actions.end(answer, 'logged_out') : answer
    },
    revokeOthers: () => api.send('DELETE', '/sessions', toNothing),
  }
}
