import type { Problem, ProblemCode } from '@coatcheck/contract'

/**
 * `problem`: the server refused and said why. `offline`: it could not be reached. `timeout`: it took too long.
 * `unexpected`: something else answered, such as the HTML page of a proxy.
 */
export type AuthErrorKind = 'problem' | 'offline' | 'timeout' | 'unexpected'

interface AuthErrorOptions {
  readonly problem?: Problem | null
  readonly httpStatus?: number
  readonly retryAfterSeconds?: number | null
  readonly cause?: unknown
}

/** What every action of the `AuthService` rejects with. Decide by `code`, or by `kind` when there is none. */
export class AuthError extends Error {
  override readonly name = 'AuthError'
  /** The refusal in the server's own words, or null when it was not the API that answered. */
  readonly problem: Problem | null
  /** 0 when there was no answer at all. */
  readonly httpStatus: number
  /** How long the server asks to wait, or null when it did not say. */
  readonly retryAfterSeconds: number | null

  constructor(
    readonly kind: AuthErrorKind,
    options: AuthErrorOptions = {},
  ) {
    super(options.problem?.title ?? `Auth request failed: ${kind}`, { cause: options.cause })
    this.problem = options.problem ?? null
    this.httpStatus = options.httpStatus ?? 0
    this.retryAfterSeconds = toSeconds(options.problem?.retryAfterSeconds) ?? toSeconds(options.retryAfterSeconds)
  }

  /** The problem's code, or null when it was not the API that answered. */
  get code(): ProblemCode | null {
    return this.problem?.code ?? null
  }

  /** True when the server is in trouble or out of reach: nothing was decided, so nobody was logged out. */
  get isOutage(): boolean {
    return this.kind !== 'problem' ? this.httpStatus < 400 || this.httpStatus >= 500 : this.httpStatus >= 500
  }
}

/** A body is not checked before it gets here, and a wait that is no number would be no wait at all. */
function toSeconds(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null
}
