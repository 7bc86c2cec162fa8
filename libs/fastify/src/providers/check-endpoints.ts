import type { ServerMetadata } from 'openid-client'
import { isLoopback } from '../guard/known-hosts.ts'
import { ProviderFailure } from './provider-failure.ts'

const endpoints = [
  'authorization_endpoint',
  'token_endpoint',
  'userinfo_endpoint',
  'jwks_uri',
  'end_session_endpoint',
] as const

/**
 * Throws for metadata with an address that is asked, or that people are sent to, over plain http: whoever is in between
 * would say who somebody is, or whom to log out. Only a provider on this machine may name others on it.
 */
export function checkEndpoints(metadata: ServerMetadata): void {
  const isLocal = metadata.issuer.startsWith('http:')
  for (const name of endpoints) {
    const value = metadata[name]
    if (value === undefined) continue
    const url = typeof value === 'string' ? URL.parse(value) : null
    if (url?.protocol === 'https:' || (isLocal && url?.protocol === 'http:' && isLoopback(url.hostname))) continue
    throw new ProviderFailure('rejected', `Its metadata name no https address as ${name}`)
  }
}
