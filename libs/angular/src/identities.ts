import { inject, Service } from '@angular/core'
import { Router } from '@angular/router'
import type { Identities as IdentityList } from '@coatcheck/contract'
import { AuthApi, type AuthAnswerReader, toNothing } from './auth-api'
import { isRecord } from './is-record'
import { isWebPage } from './is-web-page'
import { LEAVE_FOR } from './leave-for'
import { wantedUrl } from './login-url'
import { safeReturnUrl } from './safe-return-url'

/** Where a provider leads back to. */
export interface LeaveForProviderOptions {
  /** A path of this origin; by default the page that is shown. */
  readonly returnUrl?: unknown
  /** What the person is told if a step-up is needed on the way. */
  readonly because?: string
  /** Once it is aborted the page stays, even if the server names the provider's page afterwards. */
  readonly signal?: AbortSignal
}

/**
 * As whom the person can log in at which provider. What leaves the page comes back to it; a problem is told there by
 * the query parameters `problem`, which `toProviderProblem` reads, and `provider`.
 */
@Service()
export class Identities {
  readonly #api = inject(AuthApi)
  readonly #router = inject(Router)
  readonly #leaveFor = inject(LEAVE_FOR)

  /** All of them, the oldest first, and whether there is a password as well. */
  list(): Promise<IdentityList> {
    return this.#api.send('GET', '/identities', toIdentities)
  }

  /** Leaves the page for the provider, which vouches for one more identity. May ask for a step-up before. */
  async link(provider: string, options: LeaveForProviderOptions = {}): Promise<void> {
    const because = options.because ?? 'add another way to log in'
    await this.#leave(`/identities/${encodeURIComponent(provider)}`, { ...options, because })
  }

  /**
   * Ends the other sessions that began with it, too. May ask for a step-up. Rejects with `last_login_method` when
   * nothing else would be left to log in with.
   */
  unlink(id: string, because = 'remove a way to log in'): Promise<void> {
    return this.#api.send('DELETE', `/identities/${encodeURIComponent(id)}`, toNothing, { because })
  }

  /** The step-up of whoever has no password: leaves the page for the provider, which asks who it is. */
  async reauthenticate(provider: string, options: LeaveForProviderOptions = {}): Promise<void> {
    await this.#leave(`/providers/${encodeURIComponent(provider)}/reauthenticate`, options)
  }

  async #leave(
    path: `/identities/${string}` | `/providers/${string}`,
    { returnUrl = wantedUrl(this.#router), because, signal }: LeaveForProviderOptions,
  ): Promise<void> {
    const body = { returnUrl: safeReturnUrl(returnUrl) }
    const location = await this.#api.send('POST', path, toLocation, { body, ...(because && { because }) })
    if (!signal?.aborted) this.#leaveFor(location)
  }
}

const toIdentities: AuthAnswerReader<IdentityList> = (body) => {
  const isList = isRecord(body) && Array.isArray(body['identities']) && typeof body['hasPassword'] === 'boolean'
  return isList ? (body as IdentityList) : null
}

const toLocation: AuthAnswerReader<string> = (body) => {
  const location = isRecord(body) ? body['location'] : null
  return isWebPage(location) ? location : null
}
