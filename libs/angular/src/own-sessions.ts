import { inject, Service } from '@angular/core'
import type { DeviceSession } from '@coatcheck/contract'
import { AuthActions } from './auth-actions'
import { AuthApi } from './auth-api'
import { AuthState } from './auth-state'

/** Where the person is logged in. */
@Service()
export class OwnSessions {
  readonly #api = inject(AuthApi)
  readonly #actions = inject(AuthActions)
  readonly #state = inject(AuthState)

  /** All sessions of the person: this one first, then the one seen last. */
  list(): Promise<DeviceSession[]> {
    return this.#actions.watch(this.#api.listSessions())
  }

  /** Ends one session by its id; this one's own is a logout. Rejects with `not_found` when it is over already. */
  async revoke(id: string): Promise<void> {
    const isThis = id === this.#state.session()?.id
    await this.#actions.watch(this.#api.endSession(id))
    if (isThis) await this.#actions.leave('logged_out')
  }

  /** Ends all other sessions. */
  revokeOthers(): Promise<void> {
    return this.#actions.watch(this.#api.endOtherSessions())
  }
}
