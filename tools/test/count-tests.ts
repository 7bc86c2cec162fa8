export interface TestCount {
  passed: number
  failed: number
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number }
}

/** Reads the JSON report of Vitest or of Playwright. A test that passed only at its second attempt has failed. */
export function countTests(report: unknown): TestCount {
  if (isVitest(report)) return { passed: report.numPassedTests, failed: report.numFailedTests }
  if (isPlaywright(report)) {
    const { expected, unexpected, flaky } = report.stats
    return { passed: expected, failed: unexpected + flaky }
  }
  throw new Error('This is neither a report of Vitest nor one of Playwright.')
}

const isVitest = (report: unknown): report is VitestReport =>
  typeof report === 'object' && report !== null && 'numPassedTests' in report

const isPlaywright = (report: unknown): report is PlaywrightReport =>
  typeof report === 'object' && report !== null && 'stats' in report
