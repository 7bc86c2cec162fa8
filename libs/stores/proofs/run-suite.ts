import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startVitest } from 'vitest/node'
import { sharedRedis } from '../../../tools/servers/shared.ts'

/** Runs a file of suites as a run of its own, and tells which facts turned out to be none. */
export async function runSuite(file: string): Promise<{ passed: string[]; failed: string[] }> {
  const vitest = await startVitest(
    [],
    {
      root: import.meta.dirname,
      config: false,
      watch: false,
      include: [file],
      reporters: [{}],
      provide: { redis: sharedRedis() },
    },
    {
      cacheDir: mkdtempSync(join(tmpdir(), 'coatcheck-suite-')),
      resolve: { conditions: ['@coatcheck/source'] },
      ssr: { resolve: { conditions: ['@coatcheck/source', 'node'], externalConditions: ['@coatcheck/source'] } },
    },
  )
  const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()])
  const named = (state: string) => tests.filter((test) => test.result().state === state).map(({ name }) => name)
  await vitest.close()
  // What fails here does not fail the run around it.
  process.exitCode = 0
  return { passed: named('passed'), failed: named('failed') }
}
