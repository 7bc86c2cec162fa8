/**
 * `npm test`: every check there is, through Nx, so that only what a change can have broken runs again.
 *
 *   npm test                   everything
 *   npm test -- lint test      these targets only
 *
 * The last line is the verdict: `N passed, N failed`, tests counted one by one, other checks as one each.
 */
import { sumUp } from './sum-up.ts'
import { runTargets } from './run-targets.ts'

const everything = [
  'format',
  'lint',
  'typecheck',
  'test',
  'knip',
  'package',
  'readme',
  'consumers',
  'sizes',
  'durability',
  'e2e',
]
const chosen = process.argv.slice(2)
const targets = chosen.length > 0 ? chosen : everything

const run = await runTargets(targets, (taskId, seconds) => {
  console.log(`${seconds.toFixed(0).padStart(5)} s  ${taskId} is done`)
})
const { checks, passed, failed } = sumUp(run)

console.log('\nWhat ran, with the time it took:')
for (const check of checks) {
  const time = check.cached ? 'cached' : `${check.seconds.toFixed(1)} s`
  const tests = check.tests === null ? '' : `${check.passed} of ${check.passed + check.failed} tests`
  console.log(`${check.failed === 0 ? '  ok  ' : 'FAILED'}  ${check.taskId.padEnd(24)}${time.padStart(9)}  ${tests}`)
}
for (const check of checks.filter(({ failed }) => failed > 0)) {
  console.log(`\n──── ${check.taskId} failed: ${check.why}\n\n${run.outputs.get(check.taskId) ?? ''}`.trimEnd())
}
if (run.failedBeforeTasks) console.log(run.text)

console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
