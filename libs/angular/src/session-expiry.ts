import { computed, inject, Service } from '@angular/core'
import { AuthState } from './auth-state'

/** When the session ends unless the person does something. */
@Service()
export class SessionExpiry {
  readonly #state = inject(AuthState)

  /** As of the last answer, or null when nobody is logged in. */
  readonly expiresInSeconds = computed<number | null>(() => this.#state.session()?.expiresInSeconds ?? null)
  /** True when the end is near enough for a warning. */
  readonly isExpiring = computed(() => {
    const session = this.#state.session()
    return session !== null && session.expiresInSeconds <= session.warnBeforeSeconds
  })
}
