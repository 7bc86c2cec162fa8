import { generateKeyPair, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import type { JWKS } from 'oidc-provider'

/** A new key to sign with, under a name that no key had before. */
export async function createSigningKeys(): Promise<JWKS> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const key = privateKey.export({ format: 'jwk' })
  return { keys: [{ ...key, kid: randomUUID(), use: 'sig', alg: 'RS256' }] as JWKS['keys'] }
}
