/**
 * Something behind us did not answer in time: a store, the host's users, the password hasher. Nothing is
 * known about the user, so it is a 503 and never a 401 (L2). Thrown to handlers of the host too; a host
 * without an error handler of its own answers 503 as well, thanks to `statusCode`.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
  readonly code: 'COATCHECK_UNAVAILABLE' | 'COATCHECK_OVERLOADED'
  readonly statusCode = 503
  readonly retryAfterSeconds: number

  constructor(message: string, options: { cause?: unknown; overloaded?: boolean; retryAfterSeconds?: number } = {}) {
    super(message, { cause: options.cause })
    this.code = options.overloaded === true ? 'COATCHECK_OVERLOADED' : 'COATCHECK_UNAVAILABLE'
    this.retryAfterSeconds = options.retryAfterSeconds ?? 1
  }
}
