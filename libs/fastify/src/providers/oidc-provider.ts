import type * as OpenidClient from 'openid-client'
import { withDeadline } from '../problem/dependency.ts'
import { allowPlainHttp } from './allow-plain-http.ts'
import { boundedFetch } from './bounded-fetch.ts'
import { Discovery } from './discovery.ts'
import { LogoutTokens } from './logout-tokens.ts'
import type { Arrival, Departure, Details, LogoutNotice, Provider, Vouching } from './provider.ts'
import type { OidcConfig } from './provider-config.ts'
import { ProviderFailure } from './provider-failure.ts'
import type { ProviderServices } from './provider-services.ts'
import { readEmail, readName, readPicture } from './read-details.ts'
import { readIdentifier } from './read-identifier.ts'
import { toProviderFailure } from './to-provider-failure.ts'
import { TroubleMark } from './trouble-mark.ts'

/** Clocks of two servers may differ by so much, in seconds. */
const skewSeconds = 30

/** So long the keys of a provider are taken for all that there are, though a token was signed with another one. */
const keysKeptSeconds = 5

type Claims = Readonly<Record<string, unknown>>
type Keys = OpenidClient.ExportedJWKSCache

/**
 * An OpenID provider: authorization code with PKCE, state and nonce, over openid-client. Its metadata are asked for when
 * somebody first wants to log in, so that one that is down stops nobody else, and keys that change are noticed.
 */
export class OidcProvider implements Provider {
  readonly config: OidcConfig
  readonly #services: ProviderServices
  readonly #metadata: Discovery<OpenidClient.ServerMetadata>
  readonly #logoutTokens: LogoutTokens
  readonly #trouble: TroubleMark
  #keys: Keys | null = null

  constructor(config: OidcConfig, services: ProviderServices) {
    this.config = config
    this.#services = services
    this.#trouble = new TroubleMark(services.clock)
    this.#metadata = new Discovery(() => this.#discover(), services.clock)
    this.#logoutTokens = new LogoutTokens({ clientId: config.clientId ?? '', clock: services.clock })
  }

  get issuer(): string {
    return this.config.issuer
  }

  get isInTrouble(): boolean {
    return this.#metadata.isInTrouble || this.#trouble.isSet
  }

  recheck(): void {
    this.#metadata.recheck()
  }

  async leave({ state, nonce, codeVerifier, reauthenticates }: Departure): Promise<URL> {
    return this.#inTime(async () => {
      const { client, configuration } = await this.#connect()
      const proof = {
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      }
      return client.buildAuthorizationUrl(configuration, {
        redirect_uri: this.#services.redirectUri,
        scope: this.config.scopes.join(' '),
        ...proof,
        ...(reauthenticates ? { prompt: 'login', max_age: '0' } : {}),
      })
    })
  }

  async arrive(callback: URL, arrival: Arrival): Promise<Vouching> {
    try {
      const vouching = await this.#inTime(() => this.#exchange(callback, arrival))
      this.#trouble.note(null)
      return vouching
    } catch (error) {
      if (error instanceof ProviderFailure) this.#trouble.note(error)
      throw error
    }
  }

  async logoutUrl(homeUrl: string): Promise<string | null> {
    if (!this.config.logsOut) return null
    try {
      return await this.#inTime(async () => {
        const { client, configuration } = await this.#connect()
        if (configuration.serverMetadata().end_session_endpoint === undefined) return null
        return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: homeUrl }).href
      })
    } catch {
      // Whoever logs out here is logged out here, whatever there is to be ended elsewhere.
      return null
    }
  }

  async readLogoutToken(token: string): Promise<LogoutNotice> {
    return this.#inTime(async () => this.#logoutTokens.read(token, await this.#metadata.get()))
  }

  async #exchange(callback: URL, arrival: Arrival): Promise<Vouching> {
    const { client, configuration } = await this.#connect()
    const { state, nonce, codeVerifier } = arrival
    const checks = {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    }
    try {
      const tokens = await client.authorizationCodeGrant(configuration, callback, checks)
      const claims: Claims = { ...tokens.claims() }
      const issuedAt = this.#checkTimes(claims, arrival)
      const subject = readIdentifier('sub', claims['sub'])
      return {
        issuer: this.issuer,
        subject,
        sid: claims['sid'] === undefined ? null : readIdentifier('sid', claims['sid']),
        issuedAt,
        details: () => this.#details(claims, tokens.access_token, subject),
      }
    } finally {
      this.#keys = client.getJwksCache(configuration) ?? null
    }
  }

  async #details(claims: Claims, accessToken: string, subject: string): Promise<Details> {
    const isComplete = ['name', 'email', 'picture'].every((claim) => claims[claim] !== undefined)
    if (isComplete) return this.#toDetails(claims)
    return this.#inTime(async () => {
      const { client, configuration } = await this.#connect()
      const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined
      const more = hasMore ? await client.fetchUserInfo(configuration, accessToken, subject) : {}
      // The ID token is signed, so what it says goes first.
      return this.#toDetails({ ...more, ...claims })
    })
  }

  #toDetails(claims: Claims): Details {
    const email = readEmail(claims['email'])
    return {
      name: readName(claims['name']),
      email,
      emailVerified: email !== null && this.config.vouchesFor(email, claims),
      picture: readPicture(claims['picture']),
    }
  }

  /** Throws for a token from before the browser left, or after a step-up without one. Tells when it was issued. */
  #checkTimes(claims: Claims, { beganAt, reauthenticates }: Arrival): number {
    const earliest = Math.floor(beganAt / 1000) - skewSeconds
    const issuedAt = Number(claims['iat'])
    if (issuedAt < earliest) throw new ProviderFailure('rejected', 'The ID token is older than the round trip')
    const authTime = claims['auth_time']
    const mustSay = reauthenticates && this.config.stepUp === 'proven'
    if (mustSay && typeof authTime !== 'number') {
      throw new ProviderFailure('rejected', 'The ID token does not say when the person proved who they are (auth_time)')
    }
    if (reauthenticates && typeof authTime === 'number' && authTime < earliest) {
      throw new ProviderFailure('rejected', 'The provider did not ask the person again who they are (auth_time)')
    }
    return issuedAt * 1000
  }

  async #connect() {
    const client = await import('openid-client')
    const metadata = await this.#metadata.get()
    const { clientId, clientSecret } = this.config
    const skew = Math.round((this.#services.clock() - Date.now()) / 1000)
    const configuration = new client.Configuration(
      metadata,
      clientId ?? '',
      { [client.clockSkew]: skew, [client.clockTolerance]: skewSeconds },
      authentication(client, metadata, clientSecret ?? ''),
    )
    configuration.timeout = this.#services.deadlineMs / 1000
    configuration[client.customFetch] = boundedFetch as OpenidClient.CustomFetch
    for (const allow of allowPlainHttp(client, this.issuer)) allow(configuration)
    // The standard lets a client do without, over TLS. We look all the same (FC-28).
    client.enableNonRepudiationChecks(configuration)
    const keys = this.#knownKeys()
    if (keys !== null) client.setJwksCache(configuration, keys)
    return { client, configuration }
  }

  /** Whatever is wrong with what it says about itself, nobody can be sent there. */
  async #discover(): Promise<OpenidClient.ServerMetadata> {
    const client = await import('openid-client')
    const options = {
      // So that the failure is known before those who wait for it give up.
      timeout: (this.#services.deadlineMs * 0.8) / 1000,
      [client.customFetch]: boundedFetch as OpenidClient.CustomFetch,
      execute: allowPlainHttp(client, this.issuer),
    }
    try {
      const { clientId } = this.config
      const found = await client.discovery(new URL(this.issuer), clientId ?? '', undefined, undefined, options)
      const metadata = { ...found.serverMetadata() }
      if (metadata.issuer === this.issuer) return metadata
      throw new ProviderFailure('rejected', `Its metadata say that the issuer is ${metadata.issuer}`)
    } catch (error) {
      throw new ProviderFailure('provider_unavailable', toProviderFailure(error).message)
    }
  }

  /**
   * Keys that were fetched some seconds ago are asked for again when a token is signed with another one: they may have
   * been changed since. openid-client on its own waits for a minute.
   */
  #knownKeys(): Keys | null {
    const now = Math.floor(Date.now() / 1000)
    if (this.#keys === null || now - this.#keys.uat < keysKeptSeconds) return this.#keys
    return { ...this.#keys, uat: Math.min(this.#keys.uat, now - 60) }
  }

  async #inTime<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await withDeadline(`The provider ${this.config.id}`, this.#services.deadlineMs, work)
    } catch (error) {
      throw toProviderFailure(error)
    }
  }
}

function authentication(client: typeof OpenidClient, metadata: OpenidClient.ServerMetadata, secret: string) {
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return methods.includes('client_secret_basic') ? client.ClientSecretBasic(secret) : client.ClientSecretPost(secret)
}
