import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import { createProjectGraphAsync } from '@nx/devkit'
import { root } from '../nx/nx-command.ts'
import { forbidden } from './forbidden.fixture.ts'
import { permitted } from './permitted.fixture.ts'
import { reachableFiles } from './reachable-files.ts'

// The rule of Nx says nothing at all when it finds no project graph.
await createProjectGraphAsync()

/** The real configuration, less the rules that need types: the files of these fixtures exist in name alone. */
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false, project: null } } },
  ] as ESLint.Options['overrideConfig'],
})

async function brokenRules(file: string, code: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(`${code}\n`, { filePath: `${root}${file}`, warnIgnored: true })
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))
}

describe('a wall', () => {
  it.each(forbidden)('refuses, by $rule, in $file: $code', async ({ file, code, rule }) => {
    expect(await brokenRules(file, code)).toContain(rule)
  })

  it.each(permitted)('lets pass in $file: $code', async ({ file, code }) => {
    expect(await brokenRules(file, code)).toEqual([])
  })

  it('is around the test kit: nothing that serves people leads there', () => {
    const entries = ['index', 'request-session', 'sessions', 'spa'].map((name) => `libs/fastify/src/${name}.ts`)

    expect(entries.flatMap(reachableFiles).filter((file) => /test/.test(file))).toEqual([])
    expect(reachableFiles('libs/fastify/src/testing.ts')).toContain('libs/fastify/src/test-kit/login-as.ts')
  })

  it.each(reachableFiles('libs/fastify/src/sessions.ts'))('keeps Fastify out of %s', async (file) => {
    expect(await brokenRules(file, "export type * from 'fastify'")).toContain('no-restricted-imports')
  })
})
