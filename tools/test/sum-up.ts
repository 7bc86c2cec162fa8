import { existsSync, readFileSync } from 'node:fs'
import { countTests, type TestCount } from './count-tests.ts'
import type { Run, Task } from './run-targets.ts'

/** Targets that run tests, and so owe a report of them; any other target is a single check. */
const testTargets = new Set(['test', 'e2e'])

export interface Check {
  taskId: string
  cached: boolean
  seconds: number
  tests: TestCount | null
  passed: number
  failed: number
  why: string
}

export function sumUp({ tasks }: Run): { checks: Check[]; passed: number; failed: number } {
  const checks = tasks.map(toCheck)
  return {
    checks,
    passed: checks.reduce((sum, { passed }) => sum + passed, 0),
    failed: checks.reduce((sum, { failed }) => sum + failed, 0),
  }
}

function toCheck(task: Task): Check {
  const { id: taskId, record } = task
  const tests = testTargets.has(task.target) && existsSync(task.report) ? readReport(task.report) : null
  const cached = record !== null && record.cacheStatus !== 'cache-miss'
  const seconds = record === null ? 0 : (Date.parse(record.endTime) - Date.parse(record.startTime)) / 1000
  return { taskId, cached, seconds, tests, ...judge(task, tests) }
}

/** A task that failed counts as a failure even when each of its tests passed; tests that did not run never pass. */
function judge({ target, record }: Task, tests: TestCount | null): Pick<Check, 'passed' | 'failed' | 'why'> {
  const passed = tests?.passed ?? 0
  if (record === null) return { passed: 0, failed: 1, why: 'it did not run, because something before it failed' }
  if (tests !== null && tests.failed > 0) return { passed, failed: tests.failed, why: `${tests.failed} tests failed` }
  if (record.status !== 0) return { passed, failed: 1, why: 'it ended with an error' }
  if (!testTargets.has(target)) return { passed: 1, failed: 0, why: '' }
  if (passed === 0) return { passed: 0, failed: 1, why: 'not a single test ran' }
  return { passed, failed: 0, why: '' }
}

function readReport(file: string): TestCount {
  return countTests(JSON.parse(readFileSync(file, 'utf8')))
}
