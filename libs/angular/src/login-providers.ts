import { inject, Service } from '@angular/core'
import type { LoggedOut, Provider } from '@coatcheck/contract'
import { AuthActions } from './auth-actions'
import { AuthApi, type AuthAnswerReader } from './auth-api'
import { isRecord } from './is-record'
import { isWebPage } from './is-web-page'
import { LEAVE_FOR } from './leave-for'

/**
 * Whose login pages lead in here, such as Google's. {@link AuthService.loginWith} leads to one of them.
 *
 * @example
 * readonly #providers = inject(LoginProviders)
 * protected readonly providers = resource({ loader: () => this.#providers.list() })
 * // template: @if (providers.hasValue()) { @for (provider of providers.value(); track provider.id) {
 * //   <button (click)="auth.loginWith(provider.id)">Log in with {{ provider.label }}</button> } }
 */
@Service()
export class LoginProviders {
  readonly #api = inject(AuthApi)
  readonly #actions = inject(AuthActions)
  readonly #leaveFor = inject(LEAVE_FOR)
  #listed: Promise<readonly Provider[]> | null = null

  /** In the order in which the server names them; asked once per document. Rejects with an `AuthError`. */
  list(): Promise<readonly Provider[]> {
    this.#listed ??= this.#api.send('GET', '/providers', toProviders).catch((error: unknown) => {
      this.#listed = null
      throw error
    })
    return this.#listed
  }

  /**
   * Logs out here, then at the provider of this session if it has a page for that, which leads back to the start
   * page. Rejects like `AuthService.logout`: the person is still logged in then.
   */
  async logout(): Promise<void> {
    const body = { atProvider: true }
    const answer = this.#api.send('POST', '/logout', toLoggedOut, { body })
    await this.#actions.end(
      answer.then(() => undefined),
      'logged_out',
    )
    const { providerLogoutUrl } = await answer
    if (providerLogoutUrl !== null) this.#leaveFor(providerLogoutUrl)
  }
}

const toProviders: AuthAnswerReader<Provider[]> = (body) => {
  const providers = isRecord(body) ? body['providers'] : null
  return Array.isArray(providers) ? (providers as Provider[]) : null
}

const toLoggedOut: AuthAnswerReader<LoggedOut> = (body) => {
  const url = isRecord(body) ? body['providerLogoutUrl'] : undefined
  return url === null || isWebPage(url) ? { providerLogoutUrl: url } : null
}
