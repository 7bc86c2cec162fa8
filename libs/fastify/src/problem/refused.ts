import { problemStatus } from '@coatcheck/contract'
import type { Refusal } from './refusal.ts'

/**
 * A refusal where only an error can get through: `request.auth.logIn` in a handler of the host's. Without an
 * error handler of its own a host answers with the right status, thanks to `statusCode`.
 */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code = 'COATCHECK_REFUSED'
  readonly statusCode: number
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(`coatcheck: the request is refused (${refusal.refused})`)
    this.refusal = refusal
    this.statusCode = refusal.status ?? problemStatus[refusal.refused]
  }
}
