import type * as OpenidClient from 'openid-client'
import { allowPlainHttp } from './allow-plain-http.ts'
import { boundedFetch } from './bounded-fetch.ts'
import { checkEndpoints } from './check-endpoints.ts'
import { Discovery } from './discovery.ts'
import type { OidcConfig } from './provider-config.ts'
import { ProviderFailure } from './provider-failure.ts'
import type { ProviderServices } from './provider-services.ts'
import { toProviderFailure } from './to-provider-failure.ts'

/** Clocks of two servers may differ by so much, in seconds. */
export const skewSeconds = 30

/** So long the keys of a provider are taken for all that there are, though a token was signed with another one. */
const keysKeptSeconds = 5

type Keys = OpenidClient.ExportedJWKSCache

/**
 * How openid-client speaks to one provider. Its metadata are asked for when somebody first wants to log in, so that one
 * that is down stops nobody else, and keys that change are noticed.
 */
export class OidcConnection {
  readonly metadata: Discovery<OpenidClient.ServerMetadata>
  readonly #config: OidcConfig
  readonly #services: ProviderServices
  #keys: Keys | null = null

  constructor(config: OidcConfig, services: ProviderServices) {
    this.#config = config
    this.#services = services
    this.metadata = new Discovery(() => this.#discover(), services.clock)
  }

  /** openid-client, and how it speaks to this provider now. */
  async connect() {
    const client = await import('openid-client')
    const metadata = await this.metadata.get()
    const { clientId, clientSecret } = this.#config
    const skew = Math.round((this.#services.clock() - Date.now()) / 1000)
    const configuration = new client.Configuration(
      metadata,
      clientId ?? '',
      { [client.clockSkew]: skew, [client.clockTolerance]: skewSeconds },
      authentication(client, metadata, clientSecret ?? ''),
    )
    configuration.timeout = this.#services.deadlineMs / 1000
    configuration[client.customFetch] = boundedFetch as OpenidClient.CustomFetch
    for (const allow of allowPlainHttp(client, this.#config.issuer)) allow(configuration)
    // The standard lets a client do without, over TLS. We look all the same (FC-28).
    client.enableNonRepudiationChecks(configuration)
    const keys = this.#knownKeys()
    if (keys !== null) client.setJwksCache(configuration, keys)
    return { client, configuration }
  }

  /** Keeps the keys that were fetched meanwhile for the next time. */
  keepKeys({ client, configuration }: Awaited<ReturnType<OidcConnection['connect']>>): void {
    this.#keys = client.getJwksCache(configuration) ?? null
  }

  /** Whatever is wrong with what it says about itself, nobody can be sent there. */
  async #discover(): Promise<OpenidClient.ServerMetadata> {
    const client = await import('openid-client')
    const options = {
      // So that the failure is known before those who wait for it give up.
      timeout: (this.#services.deadlineMs * 0.8) / 1000,
      [client.customFetch]: boundedFetch as OpenidClient.CustomFetch,
      execute: allowPlainHttp(client, this.#config.issuer),
    }
    try {
      const { clientId } = this.#config
      const found = await client.discovery(new URL(this.#config.issuer), clientId ?? '', undefined, undefined, options)
      const metadata = { ...found.serverMetadata() }
      if (metadata.issuer !== this.#config.issuer) {
        throw new ProviderFailure('rejected', `Its metadata say that the issuer is ${metadata.issuer}`)
      }
      checkEndpoints(metadata)
      return metadata
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
}

function authentication(client: typeof OpenidClient, metadata: OpenidClient.ServerMetadata, secret: string) {
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return methods.includes('client_secret_basic') ? client.ClientSecretBasic(secret) : client.ClientSecretPost(secret)
}
