import { hash } from 'node:crypto'

/** What goes with one round trip. */
export interface RoundTripSecrets {
  state: string
  nonce: string
  codeVerifier: string
}

/**
 * All that must come back with a browser, made of the one token that it keeps in a cookie: so `state` fits to no other
 * browser, and a store that somebody has read tells nothing of it.
 */
export function secretsOf(token: string): RoundTripSecrets {
  const derive = (purpose: string) => hash('sha256', `coatcheck round trip: ${purpose}: ${token}`, 'base64url')
  return { state: derive('state'), nonce: derive('nonce'), codeVerifier: derive('code verifier') }
}
