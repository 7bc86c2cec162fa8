import { stripVTControlCharacters } from 'node:util'

/** What became of one test that ran. */
export interface TestOutcome {
  title: string
  passed: boolean
  /** What it failed with. */
  failures: string[]
}

interface VitestReport {
  testResults: {
    message: string
    assertionResults: { title: string; status: string; failureMessages: string[] }[]
  }[]
}

interface PlaywrightSuite {
  specs: { title: string; tests: { results: { status: string; errors: { message?: string }[] }[] }[] }[]
  suites?: PlaywrightSuite[]
}

/** The tests that ran, from a JSON report of Vitest. What was not asked for is in it as skipped. */
export function readVitest(report: unknown): TestOutcome[] {
  return (report as VitestReport).testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ title, status, failureMessages }) => ({
        title,
        passed: status === 'passed',
        failures: failureMessages.map(stripVTControlCharacters),
      })),
  )
}

/** The tests that ran, from a JSON report of Playwright. */
export function readPlaywright(report: unknown): TestOutcome[] {
  const specsOf = ({ specs, suites = [] }: PlaywrightSuite): PlaywrightSuite['specs'] => [
    ...specs,
    ...suites.flatMap(specsOf),
  ]
  return (report as { suites: PlaywrightSuite[] }).suites.flatMap(specsOf).map(({ title, tests }) => {
    const results = tests.flatMap(({ results }) => results)
    const errors = results.flatMap(({ errors }) => errors).map(({ message = '' }) => stripVTControlCharacters(message))
    return { title, passed: results.every(({ status }) => status === 'passed'), failures: errors }
  })
}

/**
 * Vitest's own words for an expectation that was not met, about promises too, and Playwright's, which may come after a
 * message of the test's. An accident on the way to it is none.
 */
export function isAssertion(failure: string): boolean {
  return /^AssertionError\b|^Error: promise (?:resolved|rejected) |^(?:Error: )?expect\(/m.test(failure)
}
