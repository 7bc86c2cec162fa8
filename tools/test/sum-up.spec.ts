import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Run, Task } from './run-targets.ts'
import { sumUp } from './sum-up.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-sum-up-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const time = '2026-01-01T00:00:00.000Z'

function task(target: string, status: number | null, report?: object): Task {
  const file = join(folder, `${target}-${Math.abs(JSON.stringify(report ?? {}).length)}.json`)
  if (report) writeFileSync(file, JSON.stringify(report))
  const id = `room:${target}`
  const record = { taskId: id, status: status ?? 0, cacheStatus: 'cache-miss', startTime: time, endTime: time }
  return { id, target, report: report ? file : join(folder, 'none.json'), record: status === null ? null : record }
}

const run = (...tasks: Task[]): Run => ({ tasks, outputs: new Map(), text: '', failedBeforeTasks: false })

describe('the last line of npm test', () => {
  it('counts the tests of Vitest and of Playwright, and other checks as one each', () => {
    const vitest = task('test', 0, { numPassedTests: 7, numFailedTests: 0 })
    const playwright = task('e2e', 0, { stats: { expected: 3, unexpected: 0, flaky: 0 } })

    expect(sumUp(run(vitest, playwright, task('lint', 0)))).toMatchObject({ passed: 11, failed: 0 })
  })

  it('counts each failed test', () => {
    expect(sumUp(run(task('test', 1, { numPassedTests: 7, numFailedTests: 2 })))).toMatchObject({
      passed: 7,
      failed: 2,
    })
  })

  it('counts a test that passed at its second attempt as failed', () => {
    const report = { stats: { expected: 3, unexpected: 0, flaky: 1 } }

    expect(sumUp(run(task('e2e', 0, report)))).toMatchObject({ passed: 3, failed: 1 })
  })

  it('counts a run that broke after its tests passed as failed', () => {
    expect(sumUp(run(task('test', 1, { numPassedTests: 7, numFailedTests: 0 })))).toMatchObject({ failed: 1 })
  })

  it('counts a check that never ran as failed', () => {
    expect(sumUp(run(task('lint', null)))).toMatchObject({ passed: 0, failed: 1 })
  })

  it('counts tests without a report, and a report without tests, as failed', () => {
    const empty = task('test', 0, { numPassedTests: 0, numFailedTests: 0 })

    expect(sumUp(run(task('test', 0)))).toMatchObject({ passed: 0, failed: 1 })
    expect(sumUp(run(empty))).toMatchObject({ passed: 0, failed: 1 })
  })
})
