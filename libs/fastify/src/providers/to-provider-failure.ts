import { Unavailable } from '../problem/unavailable.ts'
import { ProviderFailure } from './provider-failure.ts'

/** Codes of openid-client and jose with which a server is in trouble, or is no OpenID server at all. */
const troubles = new Set([
  ...['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR'],
  ...['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'],
])

/** All other codes of jose are about a token that is not in order. */
const aboutToken = /^ERR_J(OSE|WT|WS|WKS)_/

/** What a server says in an orderly way and means that it, or our account there, is in trouble (RFC 6749, 4.1.2.1 and 5.2). */
const serverErrors = new Set(['server_error', 'temporarily_unavailable', 'invalid_client', 'unauthorized_client'])

/** Sorts whatever openid-client, jose or `fetch` reject with: the person said no, the provider is in trouble, or it lies. */
export function toProviderFailure(error: unknown): ProviderFailure {
  if (error instanceof ProviderFailure) return error
  const said = field(error, 'error')
  const message = describe(error)
  if (said === 'access_denied') return new ProviderFailure('denied', message)
  return new ProviderFailure(isTrouble(error) ? 'provider_unavailable' : 'rejected', message)
}

function isTrouble(error: unknown): boolean {
  const [said, code] = [field(error, 'error'), String(field(error, 'code'))]
  if (troubles.has(code) || (typeof said === 'string' && serverErrors.has(said))) return true
  if (aboutToken.test(code)) return false
  const status = statusOf(error)
  return error instanceof Unavailable || isNoAnswer(error) || (status >= 300 && !isRefusal(status, said))
}

/**
 * What is wrong with what we sent is 400, though some say 401 or 403 of a code that somebody has made up. Whatever else
 * there is instead of an answer has nothing to do with us.
 */
function isRefusal(status: number, said: unknown): boolean {
  return status === 400 || (typeof said === 'string' && [401, 403].includes(status))
}

/** `fetch` rejects with a TypeError, or with the reason of the signal that ended it. */
function isNoAnswer(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ['TypeError', 'TimeoutError', 'AbortError', 'OversizedAnswer'].includes(error.name) || isNoAnswer(error.cause)
}

/** The status that a server answered with, as far as the error knows. */
function statusOf(error: unknown): number {
  const status = field(error, 'status')
  if (typeof status === 'number') return status
  return error instanceof Error && error.cause !== undefined ? statusOf(error.cause) : 0
}

/** What happened, in the words of those who found it. Nothing else of them is told: there are tokens in it. */
function describe(error: unknown): string {
  const words: string[] = []
  for (let one = error; one instanceof Error && words.length < 3; one = one.cause) words.push(one.message)
  const said = field(error, 'error')
  if (typeof said === 'string') words.push(said.slice(0, 100))
  return [...new Set(words)].join(': ').slice(0, 500) || 'Nobody knows what happened'
}

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined
}
