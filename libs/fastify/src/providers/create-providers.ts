import type { FastifyBaseLogger } from 'fastify'
import { isLoopback } from '../guard/known-hosts.ts'
import type { Clock } from '../sessions/clock.ts'
import { checkProviders } from './check-providers.ts'
import { FacebookProvider } from './facebook-provider.ts'
import { OidcProvider } from './oidc-provider.ts'
import type { Provider } from './provider.ts'
import type { ProviderConfig } from './provider-config.ts'
import type { ProviderServices } from './provider-services.ts'
import { Providers } from './providers.ts'

export interface CreateProvidersOptions {
  publicUrl: URL
  /** The path under which the plugin answers. */
  prefix: string
  clock: Clock
  deadlineMs: number
  log: Pick<FastifyBaseLogger, 'warn'>
}

/** Makes the providers that are set up. Asks none of them anything: one that is down must not keep an app from starting. */
export function createProviders(configs: readonly ProviderConfig[], options: CreateProvidersOptions): Providers {
  checkProviders(configs)
  const { publicUrl, prefix, clock, deadlineMs, log } = options
  const isDevelopment = isLoopback(publicUrl.hostname)
  const listed = configs.map((config) => {
    const redirectUri = new URL(`${prefix}/providers/${config.id}/callback`, publicUrl).href
    return { config, provider: create(config, { redirectUri, clock, deadlineMs }) }
  })
  for (const { id } of configs.filter(isHalfSetUp)) {
    log.warn({ provider: id }, 'Nobody can log in by this provider: clientId or clientSecret is missing')
  }
  return new Providers(isDevelopment ? listed : listed.filter(({ provider }) => provider !== null))
}

/** One of the two alone is a mistake; without either, somebody does not use that provider, or not yet. */
function isHalfSetUp({ clientId, clientSecret }: ProviderConfig): boolean {
  return (clientId === null) !== (clientSecret === null)
}

function create(config: ProviderConfig, services: ProviderServices): Provider | null {
  if (config.clientId === null || config.clientSecret === null) return null
  return config.kind === 'oidc' ? new OidcProvider(config, services) : new FacebookProvider(config, services)
}
