import type * as Jose from 'jose'
import type { ServerMetadata } from 'openid-client'
import type { Clock } from '../sessions/clock.ts'
import { boundedFetch } from './bounded-fetch.ts'
import type { LogoutNotice } from './provider.ts'
import { ProviderFailure } from './provider-failure.ts'
import { readIdentifier } from './read-identifier.ts'

export interface LogoutTokensOptions {
  clientId: string
  clock: Clock
}

const event = 'http://schemas.openid.net/event/backchannel-logout'

/** What a token may be signed with. Never with a secret, which would make the client's own word as good as this. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/** An older one was kept back, or is played again: in seconds. */
const oldestSeconds = 600

/**
 * Logout tokens of one provider (OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6). Anybody can post one, so all that
 * it says is checked before any of it is believed (FC-30).
 */
export class LogoutTokens {
  readonly #options: LogoutTokensOptions
  #keys: { uri: string; find: Jose.JWTVerifyGetKey } | null = null

  constructor(options: LogoutTokensOptions) {
    this.#options = options
  }

  /** Verifies a token. Rejects with what is wrong with it. */
  async read(token: string, { issuer, jwks_uri: uri }: ServerMetadata): Promise<LogoutNotice> {
    if (uri === undefined) throw new ProviderFailure('rejected', 'The provider publishes no keys')
    // Loaded by those who need it alone, as openid-client is: most apps have no such provider.
    const jose = await import('jose')
    const { payload, protectedHeader } = await jose.jwtVerify(token, this.#keysAt(uri, jose), {
      issuer,
      audience: this.#options.clientId,
      algorithms,
      clockTolerance: 30,
      maxTokenAge: oldestSeconds,
      currentDate: new Date(this.#options.clock()),
      requiredClaims: ['iat', 'exp', 'jti', 'events'],
    })
    const { typ } = protectedHeader
    // Other tokens of the provider have another type, or none: an ID token must not log anybody out.
    if (typ !== undefined && !['logout+jwt', 'jwt'].includes(typ.toLowerCase().replace(/^application\//, ''))) {
      throw new ProviderFailure('rejected', 'The type of the token is another one')
    }
    if (payload['nonce'] !== undefined) throw new ProviderFailure('rejected', 'A logout token has no nonce')
    if (!isLogout(payload['events'])) throw new ProviderFailure('rejected', 'The token is about something else')
    const { sid, sub, jti = '', iat = 0 } = payload
    if (sid === undefined && sub === undefined) throw new ProviderFailure('rejected', 'The token names nobody')
    return {
      id: readIdentifier('jti', jti),
      sid: sid === undefined ? null : readIdentifier('sid', sid),
      subject: sub === undefined ? null : readIdentifier('sub', sub),
      issuedAt: iat * 1000,
    }
  }

  #keysAt(uri: string, { createRemoteJWKSet, customFetch }: typeof Jose): Jose.JWTVerifyGetKey {
    if (this.#keys?.uri !== uri) {
      const find = createRemoteJWKSet(new URL(uri), { timeoutDuration: 5000, [customFetch]: boundedFetch })
      this.#keys = { uri, find }
    }
    return this.#keys.find
  }
}

function isLogout(events: unknown): boolean {
  if (typeof events !== 'object' || events === null || !Object.hasOwn(events, event)) return false
  const details = (events as Record<string, unknown>)[event]
  return typeof details === 'object' && details !== null
}
