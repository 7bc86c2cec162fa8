import { createHmac } from 'node:crypto'
import type * as OpenidClient from 'openid-client'
import { withDeadline } from '../problem/dependency.ts'
import { allowPlainHttp } from './allow-plain-http.ts'
import { boundedFetch } from './bounded-fetch.ts'
import type { Arrival, Departure, Details, Provider, Vouching } from './provider.ts'
import type { FacebookConfig } from './provider-config.ts'
import { ProviderFailure } from './provider-failure.ts'
import type { ProviderServices } from './provider-services.ts'
import { readEmail, readName, readPicture } from './read-details.ts'
import { readIdentifier } from './read-identifier.ts'
import { toProviderFailure } from './to-provider-failure.ts'
import { TroubleMark } from './trouble-mark.ts'

/**
 * Facebook: OAuth 2 with PKCE and state, and then the question who it is (`/me`), with the proof that we know the app's
 * secret (`appsecret_proof`). There is no ID token, so nothing says when the person last proved who they are; and an
 * address that it tells counts as not verified (FC-27).
 */
export class FacebookProvider implements Provider {
  readonly config: FacebookConfig
  readonly issuer = 'https://www.facebook.com'
  readonly #services: ProviderServices
  readonly #trouble: TroubleMark

  constructor(config: FacebookConfig, services: ProviderServices) {
    this.config = config
    this.#services = services
    this.#trouble = new TroubleMark(services.clock)
  }

  get isInTrouble(): boolean {
    return this.#trouble.isSet
  }

  async leave({ state, codeVerifier, reauthenticates }: Departure): Promise<URL> {
    const { client, configuration } = await this.#connect()
    return client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#services.redirectUri,
      scope: 'public_profile,email',
      state,
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      ...(reauthenticates ? { auth_type: 'reauthenticate' } : {}),
    })
  }

  async arrive(callback: URL, { state, codeVerifier }: Arrival): Promise<Vouching> {
    return this.#inTime(async () => {
      const { client, configuration } = await this.#connect()
      const checks = { expectedState: state, pkceCodeVerifier: codeVerifier }
      const tokens = await client.authorizationCodeGrant(configuration, callback, checks)
      const person = await this.#me(tokens.access_token)
      const details = toDetails(person)
      return {
        issuer: this.issuer,
        subject: readIdentifier('sub', person['id']),
        sid: null,
        issuedAt: this.#services.clock(),
        details: async () => details,
      }
    })
  }

  async #me(accessToken: string): Promise<Record<string, unknown>> {
    const { clientSecret, graphUrl } = this.config
    const url = new URL(`${graphUrl}/me`)
    url.searchParams.set('fields', 'id,name,email,picture.width(320).height(320)')
    url.searchParams.set(
      'appsecret_proof',
      createHmac('sha256', clientSecret ?? '')
        .update(accessToken)
        .digest('hex'),
    )
    const response = await boundedFetch(url.href, {
      // Not in the URL, where the token would be in every log on the way.
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
      signal: AbortSignal.timeout(this.#services.deadlineMs),
    })
    if (response.status !== 200) {
      const problem = response.status >= 500 ? 'provider_unavailable' : 'rejected'
      throw new ProviderFailure(problem, `Facebook answered ${String(response.status)} when it was asked who it is`)
    }
    const person: unknown = await response.json()
    if (typeof person === 'object' && person !== null) return person as Record<string, unknown>
    throw new ProviderFailure('rejected', 'Facebook did not say who it is')
  }

  async #connect() {
    const client = await import('openid-client')
    const { clientId, clientSecret, dialogUrl, graphUrl } = this.config
    const metadata = {
      issuer: this.issuer,
      authorization_endpoint: dialogUrl,
      token_endpoint: `${graphUrl}/oauth/access_token`,
    }
    const authentication = client.ClientSecretPost(clientSecret ?? '')
    const configuration = new client.Configuration(metadata, clientId ?? '', undefined, authentication)
    configuration.timeout = this.#services.deadlineMs / 1000
    configuration[client.customFetch] = boundedFetch as OpenidClient.CustomFetch
    for (const allow of allowPlainHttp(client, graphUrl)) allow(configuration)
    return { client, configuration }
  }

  async #inTime<T>(work: () => Promise<T>): Promise<T> {
    try {
      const answer = await withDeadline(`The provider ${this.config.id}`, this.#services.deadlineMs, work)
      this.#trouble.note(null)
      return answer
    } catch (error) {
      const failure = toProviderFailure(error)
      this.#trouble.note(failure)
      throw failure
    }
  }
}

function toDetails(person: Record<string, unknown>): Details {
  const { data } = (person['picture'] ?? {}) as { data?: { url?: unknown; is_silhouette?: unknown } }
  return {
    name: readName(person['name']),
    email: readEmail(person['email']),
    emailVerified: false,
    // The grey head that stands for nobody is no picture of anybody.
    picture: data?.is_silhouette === true ? null : readPicture(data?.url),
  }
}
