import { hash, randomBytes } from 'node:crypto'

/** 32 random bytes in base64url: 256 bits, twice what ASVS 7.2.3 asks for. */
const tokenPattern = /^[A-Za-z0-9_-]{43}$/

/** A fresh session token: the secret in the cookie. It is never stored and never logged. */
export function createSessionToken(): string {
  return randomBytes(32).toString('base64url')
}

/** True for text that could be one of our tokens; anything else is not worth a look-up. */
export function isSessionToken(text: string): boolean {
  return tokenPattern.test(text)
}

/** The texts that could be tokens, each once: a token that was sent twice is one token. */
export function distinctTokens(texts: readonly string[]): string[] {
  return [...new Set(texts.filter(isSessionToken))]
}

/**
 * The key under which a store keeps the session of a token. A plain hash is enough for a random secret of
 * this length, and whoever steals the table cannot log in with what is in it.
 */
export function hashSessionToken(token: string): string {
  return hash('sha256', token, 'base64url')
}

/** A public id: it names a thing and opens nothing. */
export function createPublicId(prefix: 'ses' | 'usr' | 'idn'): string {
  return `${prefix}_${randomBytes(16).toString('base64url')}`
}
