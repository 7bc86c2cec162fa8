/** Checks that what the READMEs show is true: their TypeScript compiles, their commands and their files exist. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../nx/nx-command.ts'
import { findCodeBlocks } from './code-blocks.ts'
import { findMissingFiles } from './missing-files.ts'
import { findTypeErrors } from './type-errors.ts'
import { findUnknownCommands } from './unknown-commands.ts'

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
const names = globSync(['README.md', 'libs/*/README.md'], { cwd: root }).sort()
const documents = new Map(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]))

const problems = [
  ...findTypeErrors(documents),
  ...[...documents].flatMap(([name, markdown]) => [
    ...findUnknownCommands(name, markdown, scripts),
    ...findMissingFiles(name, markdown),
  ]),
]
const count = [...documents.values()].flatMap((markdown) => findCodeBlocks(markdown, 'ts')).length
if (count === 0) problems.push('The READMEs show no TypeScript at all: has the mark of their code blocks changed?')

for (const problem of problems) console.error(problem)
console.log(`${names.join(', ')}: ${count} blocks of TypeScript, ${problems.length} problems.`)
if (problems.length > 0) process.exitCode = 1
