import type { ProviderLogin, ProviderLoginStore, ProviderLogout } from '../provider-login-store.ts'
import type { EndedSession, Ending } from '../session-store.ts'
import type { SessionValues } from './session-values.ts'

/** Which sessions began with which identity, in SQL. With those that a provider ends goes what Redis has of them. */
export class RedisProviderLoginStore implements ProviderLoginStore {
  readonly #logins: ProviderLoginStore
  readonly #values: SessionValues

  constructor(logins: ProviderLoginStore, values: SessionValues) {
    this.#logins = logins
    this.#values = values
  }

  remember(login: ProviderLogin): Promise<boolean> {
    return this.#logins.remember(login)
  }

  find(sessionId: string): Promise<ProviderLogin | null> {
    return this.#logins.find(sessionId)
  }

  async logOut(logout: ProviderLogout, ending: Ending): Promise<EndedSession[] | null> {
    const ended = await this.#logins.logOut(logout, ending)
    this.#values.forget((ended ?? []).map(({ id }) => id))
    return ended
  }

  removeExpired(now: number, limit: number): Promise<number> {
    return this.#logins.removeExpired(now, limit)
  }
}
