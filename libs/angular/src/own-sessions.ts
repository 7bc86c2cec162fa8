import { inject, Service } from '@angular/core'
import type { DeviceSession } from '@coatcheck/contract'
import { AuthActions } from './auth-actions'
import { AuthApi, toNothing } from './auth-api'
import { AuthState } from './auth-state'
import { toDeviceSessions } from './to-device-sessions'

/** Where the person is logged in. */
@Service()
export class OwnSessions {
  readonly #api = inject(AuthApi)
  readonly #actions = inject(AuthActions)
  readonly #state = inject(AuthState)

  /** All sessions of the person: this one first, then the one seen last. */
  list(): Promise<DeviceSession[]> {
    return this.#api.send('GET', '/sessions', toDeviceSessions)
  }

  /** Ends one session by its id; this one's own is a logout. Rejects with `not_found` when it is over already. */
  revoke(id: string): Promise<void> {
    const answer = this.#api.send('DELETE', `/sessions/${encodeURIComponent(id)}`, toNothing)
    return id === this.#state.session()?.id ? this.#actions.end(answer, 'logged_out') : answer
  }

  /** Ends all other sessions. */
  revokeOthers(): Promise<void> {
    return this.#api.send('DELETE', '/sessions', toNothing)
  }
}
