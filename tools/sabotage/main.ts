/**
 * `npm run sabotage`: shows that the tests which the documentation names as proofs can fail. In a copy of the workspace
 * one line after the other is broken as somebody might break it, and the test that guards it has to turn red.
 *
 *   npm run sabotage                    every record
 *   npm run sabotage -- 7.2.4 FC-1      those that prove one of these, or whose file or test says so
 *
 * The last line is the verdict: `N passed, N failed`.
 */
import { availableParallelism } from 'node:os'
import { whyNotGreen, whyNotRed } from './judge.ts'
import { records } from './records.ts'
import { isJourney, runTests } from './run-tests.ts'
import type { Sabotage } from './sabotage.ts'
import { WorkspaceCopy } from './workspace-copy.ts'

const wanted = process.argv.slice(2)
const chosen = records.filter(({ proves, file, spec, test }) => {
  return (
    wanted.length === 0 || wanted.some((word) => proves.includes(word) || [file, spec, test].join(' ').includes(word))
  )
})
const started = performance.now()
const seconds = () => `${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s`

const copies = Array.from({ length: Math.min(availableParallelism(), 4) }, () => new WorkspaceCopy())
const removeCopies = () => {
  for (const copy of copies) copy.remove()
}
process.once('SIGINT', () => {
  removeCopies()
  process.exit(130)
})

try {
  process.exitCode = (await sabotageAll()) ? 0 : 1
} finally {
  removeCopies()
}

async function sabotageAll(): Promise<boolean> {
  const [first, second = first] = copies
  if (first === undefined || second === undefined || chosen.length === 0) {
    throw new Error(`There is no record for ${wanted.join(' ')}.`)
  }
  console.log(`${seconds()}  ${new Set(chosen.map(({ spec, test }) => spec + test)).size} tests, unharmed`)
  const unharmed = (
    await Promise.all([
      runTests(first.folder, chosen.filter(isJourney)),
      runTests(
        second.folder,
        chosen.filter((record) => !isJourney(record)),
      ),
    ])
  ).flat()
  const sound = chosen.filter((record) => report(record, whyNotGreen(record, unharmed), false))

  // One copy alone is built for journeys; they take the longest, so that it begins with them.
  const [journeys, others] = [sound.filter(isJourney), sound.filter((record) => !isJourney(record))]
  let passed = 0
  await Promise.all(
    copies.map(async (copy, index) => {
      const next = () => (index === 0 ? journeys.shift() : undefined) ?? others.shift()
      for (let record = next(); record !== undefined; record = next()) {
        if (report(record, await sabotage(copy, record), true)) passed += 1
      }
    }),
  )
  console.log(`\n${passed} passed, ${chosen.length - passed} failed`)
  return passed === chosen.length
}

/** Null when the test turned red; otherwise what is wrong. */
async function sabotage(copy: WorkspaceCopy, record: Sabotage): Promise<string | null> {
  try {
    return await copy.whileBroken(record, async () => whyNotRed(record, await runTests(copy.folder, [record])))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** A row of the table; what is well unharmed is not worth one. */
function report({ proves, file, line, becomes, spec, test }: Sabotage, problem: string | null, isBroken: boolean) {
  if (problem === null && !isBroken) return true
  const rows = [`${spec}: ${test}`, `${file}: ${line.trim()} → ${becomes.trim() || 'nothing'}`.slice(0, 240)]
  if (problem !== null) rows.push(...problem.split('\n'))
  const [first, ...others] = rows
  console.log(`${seconds()}  ${problem === null ? ' red  ' : 'FAILED'}  ${proves.join(' ').padEnd(12)}  ${first}`)
  for (const row of others) console.log(`${' '.repeat(30)}${row}`)
  return problem === null
}
