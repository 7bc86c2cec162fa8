import { withDeadline } from '../problem/dependency.ts'
import { LogoutTokens } from './logout-tokens.ts'
import { OidcConnection, skewSeconds } from './oidc-connection.ts'
import type { Arrival, Departure, Details, LogoutNotice, Provider, Vouching } from './provider.ts'
import type { OidcConfig } from './provider-config.ts'
import { ProviderFailure } from './provider-failure.ts'
import type { ProviderServices } from './provider-services.ts'
import { readEmail, readName, readPicture } from './read-details.ts'
import { readIdentifier } from './read-identifier.ts'
import { toProviderFailure } from './to-provider-failure.ts'
import { TroubleMark } from './trouble-mark.ts'

type Claims = Readonly<Record<string, unknown>>

/**
 * An OpenID provider: authorization code with PKCE, state and nonce, over openid-client.
 */
export class OidcProvider implements Provider {
  readonly config: OidcConfig
  readonly #services: ProviderServices
  readonly #connection: OidcConnection
  readonly #logoutTokens: LogoutTokens
  readonly #trouble: TroubleMark

  constructor(config: OidcConfig, services: ProviderServices) {
    this.config = config
    this.#services = services
    this.#trouble = new TroubleMark(services.clock)
    this.#connection = new OidcConnection(config, services)
    this.#logoutTokens = new LogoutTokens({ clientId: config.clientId ?? '', clock: services.clock })
  }

  get issuer(): string {
    return this.config.issuer
  }

  get isInTrouble(): boolean {
    return this.#connection.metadata.isInTrouble || this.#trouble.isSet
  }

  recheck(): void {
    this.#connection.metadata.recheck()
  }

  async leave({ state, nonce, codeVerifier, reauthenticates }: Departure): Promise<URL> {
    return this.#inTime(async () => {
      const { client, configuration } = await this.#connection.connect()
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
        const { client, configuration } = await this.#connection.connect()
        if (configuration.serverMetadata().end_session_endpoint === undefined) return null
        return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: homeUrl }).href
      })
    } catch {
      // Whoever logs out here is logged out here, whatever there is to be ended elsewhere.
      return null
    }
  }

  async readLogoutToken(token: string): Promise<LogoutNotice> {
    return this.#inTime(async () => this.#logoutTokens.read(token, await this.#connection.metadata.get()))
  }

  async #exchange(callback: URL, arrival: Arrival): Promise<Vouching> {
    const connected = await this.#connection.connect()
    const { client, configuration } = connected
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
      this.#connection.keepKeys(connected)
    }
  }

  async #details(claims: Claims, accessToken: string, subject: string): Promise<Details> {
    const isComplete = ['name', 'email', 'picture'].every((claim) => claims[claim] !== undefined)
    if (isComplete) return this.#toDetails(claims)
    return this.#inTime(async () => {
      const { client, configuration } = await this.#connection.connect()
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

  async #inTime<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await withDeadline(`The provider ${this.config.id}`, this.#services.deadlineMs, work)
    } catch (error) {
      throw toProviderFailure(error)
    }
  }
}
