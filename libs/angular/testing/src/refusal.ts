import { AuthError, type Problem } from '@coatcheck/angular'
import { testProblem } from './test-problem'

/** As the server says no. */
export function refusal(fields: Partial<Problem> & Pick<Problem, 'status'>): AuthError {
  return new AuthError('problem', { problem: testProblem(fields), httpStatus: fields.status })
}
