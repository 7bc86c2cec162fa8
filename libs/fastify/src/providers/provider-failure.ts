import type { ProviderProblem } from '@coatcheck/contract'

/** A provider did not vouch for anybody. The message is for the log: it says what was wrong, and repeats no secret. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure'
  readonly problem: ProviderProblem

  constructor(problem: ProviderProblem, message: string) {
    super(message)
    this.problem = problem
  }
}
