import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Person } from '../people.ts'
import type { GraphError } from './graph-error.ts'

/** What a code or a token stands for. */
export interface Grant {
  person: Person
  scopes: string[]
  redirectUri: string
  /** The S256 challenge of PKCE, where the app sent one. */
  challenge: string | null
}

/** The codes and tokens that are out. */
export class Grants {
  readonly #appSecret: string
  readonly #codes = new Map<string, Grant | 'used'>()
  readonly #tokens = new Map<string, Grant>()

  constructor(appSecret: string) {
    this.#appSecret = appSecret
  }

  createCode(grant: Grant): string {
    const code = `AQ${randomBytes(24).toString('base64url')}`
    this.#codes.set(code, grant)
    return code
  }

  /** Changes a code for a token, once. */
  exchange(fields: URLSearchParams): string | GraphError {
    const code = fields.get('code') ?? ''
    const grant = this.#codes.get(code)
    if (grant === 'used') return codeError('This authorization code has been used.', 36_009)
    if (grant === undefined) return codeError('Invalid verification code format.')
    if (fields.get('redirect_uri') !== grant.redirectUri) {
      return codeError('Error validating verification code. Please make sure your redirect_uri is identical.', 36_008)
    }
    if (grant.challenge !== null && s256(fields.get('code_verifier') ?? '') !== grant.challenge) {
      return codeError('Code verifier does not match the code challenge.')
    }
    this.#codes.set(code, 'used')
    const token = `EAA${randomBytes(32).toString('base64url')}`
    this.#tokens.set(token, grant)
    return token
  }

  /** What a token opens, for whoever proves with it that they know the app's secret. */
  open(token: string | null, proof: string | null): Grant | GraphError {
    const grant = token === null ? undefined : this.#tokens.get(token)
    if (token === null || grant === undefined) {
      return { message: 'Invalid OAuth access token.', type: 'OAuthException', code: 190 }
    }
    if (proof === createHmac('sha256', this.#appSecret).update(token).digest('hex')) return grant
    const message =
      proof === null
        ? 'API calls from the server require an appsecret_proof argument'
        : 'Invalid appsecret_proof provided in the API argument'
    return { message, type: 'GraphMethodException', code: 100 }
  }
}

function s256(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

function codeError(message: string, subcode?: number): GraphError {
  const error = { message, type: 'OAuthException', code: 100 } as const
  return subcode === undefined ? error : { ...error, error_subcode: subcode }
}
