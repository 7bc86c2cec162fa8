import { isLoopback } from '../guard/known-hosts.ts'
import type { ProviderConfig } from './provider-config.ts'

/** Other ways to log in have these names in `methods`. */
const reserved = ['password', 'passkey', 'totp', 'recovery_code']

/** Throws, at boot, for providers that cannot be meant, and for what would let somebody in between. */
export function checkProviders(configs: readonly ProviderConfig[]): void {
  for (const config of configs) {
    checkId(config.id)
    checkIcon(config)
    for (const [name, url] of urlsOf(config)) checkUrl(`providers: ${name} of ${config.id}`, url)
    if (config.kind === 'oidc' && !config.scopes.includes('openid')) {
      throw new Error(`coatcheck: providers: scopes of ${config.id} must include openid.`)
    }
  }
  checkUnique(
    'id',
    configs.map(({ id }) => id),
  )
  // Identities are kept under the issuer: two providers of one issuer would be one.
  checkUnique(
    'issuer',
    configs.flatMap((config) => (config.kind === 'oidc' ? config.issuer : 'https://www.facebook.com')),
  )
}

function checkId(id: string): void {
  if (/^[a-z][a-z0-9-]{0,31}$/.test(id) && !reserved.includes(id)) return
  throw new Error(
    `coatcheck: providers: "${id}" cannot be an id. Use up to 32 of a-z, 0-9 and -, and none of ${reserved.join(', ')}.`,
  )
}

function checkIcon({ id, icon, label }: ProviderConfig): void {
  if (label.trim() === '') throw new Error(`coatcheck: providers: ${id} needs a label, for its button.`)
  if (icon === null || /^[a-z0-9-]{1,32}$/.test(icon) || /^\/(?!\/)[\w./-]+$/.test(icon)) return
  throw new Error(`coatcheck: providers: icon of ${id} must be a name such as google, or a path such as /staff.svg.`)
}

function urlsOf(config: ProviderConfig): [string, string][] {
  if (config.kind === 'oidc') return [['issuer', config.issuer]]
  return [
    ['dialogUrl', config.dialogUrl],
    ['graphUrl', config.graphUrl],
  ]
}

/**
 * True for an address that a provider may be asked at. Over plain http whoever is in between says who logs in; on one
 * machine there is nobody in between.
 */
export function isProviderUrl(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.search !== '' || url.hash !== '' || url.username !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

function checkUrl(name: string, text: string): void {
  if (isProviderUrl(text)) return
  throw new Error(
    `coatcheck: ${name} is "${text}". Write an https address without query, such as https://login.example.`,
  )
}

function checkUnique(name: string, values: readonly string[]): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index)
  if (twice !== undefined) throw new Error(`coatcheck: providers: two of them have the ${name} ${twice}. Remove one.`)
}
