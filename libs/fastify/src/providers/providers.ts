import type { Provider as ProviderInfo } from '@coatcheck/contract'
import type { Provider } from './provider.ts'
import type { ProviderConfig } from './provider-config.ts'

/** The providers of an app, in the order in which it names them. */
export class Providers {
  readonly #listed: { config: ProviderConfig; provider: Provider | null }[]

  /** Those without a provider are listed and lead nowhere: their secret is missing. */
  constructor(listed: { config: ProviderConfig; provider: Provider | null }[]) {
    this.#listed = listed
  }

  /**
   * What may be told about them: what was found out the last time. Those in trouble are looked at again meanwhile, since
   * nobody presses the button of one that is said to be gone.
   */
  list(): ProviderInfo[] {
    return this.#listed.map(({ config, provider }) => {
      provider?.recheck?.()
      const { id, label, icon } = config
      const logsOut = config.kind === 'oidc' && config.logsOut
      return { id, label, icon, available: provider?.isInTrouble === false, configured: provider !== null, logsOut }
    })
  }

  /** True when there is a button to press. */
  get isAny(): boolean {
    return this.#listed.length > 0
  }

  /** The ids of those by which people can log in. */
  get ids(): string[] {
    return this.#usable.map(({ config }) => config.id)
  }

  /** Their issuers: an identity of another one is no way in. */
  get issuers(): string[] {
    return this.#usable.map(({ issuer }) => issuer)
  }

  /** The one by which people can log in under an id. */
  find(id: string): Provider | null {
    return this.#usable.find(({ config }) => config.id === id) ?? null
  }

  /** The one whose identities these are. */
  ofIssuer(issuer: string): Provider | null {
    return this.#usable.find((provider) => provider.issuer === issuer) ?? null
  }

  get #usable(): Provider[] {
    return this.#listed.flatMap(({ provider }) => provider ?? [])
  }
}
