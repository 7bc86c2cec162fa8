import { describe, expect, it } from 'vitest'
import { whyNotGreen, whyNotRed } from './judge.ts'
import { readPlaywright, readVitest, type TestOutcome } from './test-outcome.ts'

const test = { spec: 'x.spec.ts', test: 'is right about: %s' }
const outcome = (...failures: string[]): TestOutcome => ({
  title: 'is right about: apples',
  passed: failures.length === 0,
  failures,
})

describe('a test that was harmed', () => {
  it('has to fail in one of its cases', () => {
    const failed = outcome('AssertionError: expected 200 to be 401 // Object.is equality\n    at x.spec.ts:1')

    expect(whyNotRed(test, [outcome(), failed])).toBeNull()
    expect(whyNotRed(test, [outcome()])).toMatch(/stays green/)
  })

  it('has to fail by an expectation', () => {
    expect(whyNotRed(test, [outcome('TypeError: x is not a function\n    at expect(1)')])).toMatch(
      /fell over.* a function$/,
    )
    expect(whyNotRed(test, [outcome('Error: /profile\n\nexpect(locator).toBeVisible() failed')])).toBeNull()
    expect(whyNotRed(test, [outcome('Error: promise resolved "1" instead of rejecting')])).toBeNull()
  })

  it('has to run', () => {
    expect(whyNotRed(test, [])).toMatch(/did not run/)
    expect(whyNotRed(test, [{ ...outcome('AssertionError: x'), title: 'another' }])).toMatch(/did not run/)
  })
})

describe('a test that was not harmed', () => {
  it('has to pass in each of its cases', () => {
    expect(whyNotGreen(test, [outcome(), outcome()])).toBeNull()
    expect(whyNotGreen(test, [outcome(), outcome('AssertionError: x')])).toMatch(/fails unharmed/)
    expect(whyNotGreen(test, [])).toMatch(/no such test/)
  })
})

describe('the reports', () => {
  it('are read the same, whether of Vitest or of Playwright', () => {
    const failed = { title: 'b', passed: false, failures: ['AssertionError: x'] }
    const vitest = [
      { title: 'a', status: 'passed', failureMessages: [] },
      { title: 'b', status: 'failed', failureMessages: ['AssertionError: x'] },
      { title: 'c', status: 'skipped', failureMessages: [] },
    ]
    const result = (status: string, ...errors: { message: string }[]) => [{ results: [{ status, errors }] }]
    const playwright = [
      { title: 'a', tests: result('passed') },
      { title: 'b', tests: result('failed', { message: '\u001b[31mAssertionError\u001b[39m: x' }) },
    ]

    const expected = [{ title: 'a', passed: true, failures: [] }, failed]
    expect(readVitest({ testResults: [{ message: '', assertionResults: vitest }] })).toEqual(expected)
    expect(readPlaywright({ suites: [{ specs: [], suites: [{ specs: playwright }] }] })).toEqual(expected)
  })
})
