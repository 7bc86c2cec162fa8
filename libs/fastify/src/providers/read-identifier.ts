import { ProviderFailure } from './provider-failure.ts'

/** The OpenID standard allows 255 ASCII characters; nobody has a reason for more, or for what cannot be seen. */
const pattern = /^[\x20-\x7e]{1,255}$/

/** What a provider calls somebody or something, letter by letter. Throws for what could be taken for another. */
export function readIdentifier(what: 'sub' | 'sid' | 'jti', value: unknown): string {
  if (typeof value === 'string' && pattern.test(value) && value.trim() === value) return value
  throw new ProviderFailure('rejected', `What it says as ${what} is not 1 to 255 printable ASCII characters`)
}
