import type { Problem } from '@coatcheck/angular'

/** A complete problem for tests; say only what matters. */
export function testProblem(fields: Partial<Problem> & Pick<Problem, 'status'>): Problem {
  return { type: 'about:blank', title: `HTTP ${fields.status.toString()}`, code: 'unavailable', ...fields }
}
