import type { NamedTest } from './run-tests.ts'
import { isAssertion, type TestOutcome } from './test-outcome.ts'
import { titlePattern } from './test-titles.ts'

/** Null when a test ran and passed in each of its cases; otherwise what is wrong. */
export function whyNotGreen({ test }: NamedTest, outcomes: TestOutcome[]): string | null {
  const own = casesOf(test, outcomes)
  if (own.length === 0) return 'there is no such test'
  const failed = own.find(({ passed }) => !passed)
  return failed === undefined ? null : `it fails unharmed: ${inShort(failed.failures)}`
}

/** Null when a test ran and failed because an expectation was not met; otherwise what is wrong. */
export function whyNotRed({ test }: NamedTest, outcomes: TestOutcome[]): string | null {
  const own = casesOf(test, outcomes)
  if (own.length === 0) return 'the test did not run: what was broken does not even load'
  const failures = own.filter(({ passed }) => !passed).flatMap(({ failures }) => failures)
  if (failures.length === 0) return 'the test stays green: it is too weak'
  return failures.some(isAssertion) ? null : `the test fell over instead of failing: ${inShort(failures)}`
}

function inShort(failures: string[]): string {
  return [...new Set(failures.map((failure) => failure.split('\n', 1).join()))].join('; ')
}

function casesOf(test: string, outcomes: TestOutcome[]): TestOutcome[] {
  const pattern = titlePattern(test)
  return outcomes.filter(({ title }) => pattern.test(title))
}
