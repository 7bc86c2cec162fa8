import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { nxCommand } from '../nx/nx-command.ts'
import { readPlaywright, readVitest, type TestOutcome } from './test-outcome.ts'
import { titlePattern } from './test-titles.ts'

/** A test as a record names it. */
export interface NamedTest {
  spec: string
  test: string
}

/** True for a journey through a browser: it runs against what was built, the others against the sources. */
export function isJourney({ spec }: NamedTest): boolean {
  return spec.startsWith('apps/web-e2e/')
}

/** Runs some tests in the workspace in `folder`. Rejects when they could not even be started. */
export async function runTests(folder: string, tests: NamedTest[]): Promise<TestOutcome[]> {
  const [journeys, others] = [tests.filter(isJourney), tests.filter((test) => !isJourney(test))]
  return [
    ...(others.length > 0 ? await runVitest(folder, others) : []),
    ...(journeys.length > 0 ? await runJourneys(folder, journeys) : []),
  ]
}

async function runVitest(folder: string, tests: NamedTest[]): Promise<TestOutcome[]> {
  const files = [...new Set(tests.map(runnable))]
  const rooms = new Set(files.map(roomOf))
  const report = join(folder, 'sabotage-report.json')
  rmSync(report, { force: true })
  const said = await run(folder, [
    ...['node_modules/vitest/vitest.mjs', 'run', ...[...rooms].map((room) => `--project=${room}`), ...files],
    ...['--testNamePattern', anyOf(tests), '--reporter=json', `--outputFile=${report}`],
  ])
  return readVitest(readReport(report, said))
}

/** The suites of the stores are written once and run by each store. */
function runnable({ spec }: NamedTest): string {
  return spec.startsWith('libs/stores/src/testing/') ? 'libs/stores/src/sqlite/sqlite.spec.ts' : spec
}

/** `libs/fastify/src/…` is in the room `fastify`, `tools/…` in `tools`. */
function roomOf(file: string): string {
  const [first = '', second = ''] = file.split('/')
  return first === 'tools' ? first : second
}

async function runJourneys(folder: string, tests: NamedTest[]): Promise<TestOutcome[]> {
  const [, build] = nxCommand('run-many', '--targets=build', '--projects=api,web', '--output-style=static')
  const built = await run(folder, build)
  if (built.code !== 0) throw new Error(`It cannot be built:\n${built.output}`)

  const e2e = join(folder, 'apps/web-e2e')
  const report = join(e2e, 'test-results/e2e.json')
  rmSync(report, { force: true })
  const files = [...new Set(tests.map(({ spec }) => spec.replace('apps/web-e2e/', '')))]
  const playwright = [join(folder, 'node_modules/@playwright/test/cli.js'), 'test', '--project=journeys', ...files]
  return readPlaywright(readReport(report, await run(e2e, [...playwright, '--grep', anyOf(tests)])))
}

/** Both match against the titles of the groups around a test, too, and a blank. */
function anyOf(tests: NamedTest[]): string {
  const titles = new Set(tests.map(({ test }) => titlePattern(test).source.slice(1, -1)))
  return `(^| )(${[...titles].join('|')})$`
}

function readReport(file: string, { output }: { output: string }): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new Error(`There is no report:\n${output}`)
  }
}

async function run(cwd: string, args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, { cwd, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

/** Without what Nx or Vitest told this process about itself: the copy is a workspace of its own. */
function environment(): NodeJS.ProcessEnv {
  const foreign = ([name]: [string, unknown]) => !/^(NX_|VITEST|NODE_ENV$|FORCE_COLOR$)/.test(name)
  return { ...Object.fromEntries(Object.entries(process.env).filter(foreign)), NO_COLOR: '1' }
}
