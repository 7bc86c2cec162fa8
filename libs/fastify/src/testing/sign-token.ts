import { randomUUID } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose'

/** A key that a provider signs with, and what it publishes of it. */
export interface TokenKey {
  kid: string
  privateKey: CryptoKey
  jwk: JWK
}

/** How a token is signed. Without anything it is signed as it should be. */
export interface Signing {
  /** `none` signs nothing, `HS256` with a secret that the client knows. */
  alg?: 'none' | 'HS256'
  secret?: string
  /** Another key than the one that is published. */
  key?: TokenKey
  /** Another name for the key, or with null none. */
  kid?: string | null
  typ?: string
  /** Changes one character of the signature. */
  isDamaged?: boolean
}

export async function createTokenKey(): Promise<TokenKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const kid = randomUUID()
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } }
}

/** Signs claims, rightly or wrongly. */
export async function signToken(claims: Record<string, unknown>, key: TokenKey, signing: Signing): Promise<string> {
  const { alg, secret = '', kid = key.kid, typ, isDamaged = false } = signing
  if (alg === 'none') return new UnsecuredJWT(claims).encode()
  const header = { ...(kid === null ? {} : { kid }), ...(typ === undefined ? {} : { typ }) }
  if (alg === 'HS256') {
    return new SignJWT(claims).setProtectedHeader({ ...header, alg }).sign(new TextEncoder().encode(secret))
  }
  const { privateKey } = signing.key ?? key
  const token = await new SignJWT(claims).setProtectedHeader({ ...header, alg: 'RS256' }).sign(privateKey)
  return isDamaged ? damaged(token) : token
}

/** Not the last character: of that one some bits are no part of the signature. */
function damaged(token: string): string {
  const at = token.length - 20
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
}
