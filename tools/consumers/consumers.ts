/**
 * Installs the packed tarballs in projects outside the workspace, as a stranger would, and builds and runs those.
 * Nothing of the workspace is within reach of them: not its node_modules, not its sources, not its settings.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../nx/nx-command.ts'
import { installInto } from './install-into.ts'
import { readmeFiles } from './readme-files.ts'
import { runIn } from './run-in.ts'

interface Consumer {
  packages: string[]
  others: string[]
  /** The README that it follows: its blocks of TypeScript become files in `src/readme`. */
  readme?: string
  steps: string[][]
}

const consumers: Record<string, Consumer> = {
  'fastify-host': {
    packages: ['contract', 'stores', 'fastify'],
    others: ['fastify', 'typescript', '@types/node'],
    steps: [['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], ['dist/host.js']],
  },
  'angular-app': {
    packages: ['contract', 'angular'],
    readme: 'libs/angular/README.md',
    others: [
      ...['common', 'compiler', 'core', 'platform-browser', 'router', 'build', 'compiler-cli'].map(
        (name) => `@angular/${name}`,
      ),
      ...['@angular-devkit/architect', 'rxjs', 'tslib', 'typescript'],
    ],
    steps: [
      ['node_modules/@angular-devkit/architect/bin/cli.js', 'app:build'],
      ['node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js', '-p', 'tsconfig.json', '--noEmit'],
    ],
  },
}

async function tryConsumer(name: string): Promise<void> {
  const consumer = consumers[name]
  if (consumer === undefined) throw new Error(`There is no consumer ${name}.`)
  const folder = mkdtempSync(join(tmpdir(), `coatcheck-${name}-`))
  try {
    cpSync(join(root, 'tools/consumers', name), folder, { recursive: true })
    if (consumer.readme !== undefined) followReadme(folder, consumer.readme)
    await installInto(folder, consumer.packages, consumer.others)
    for (const step of consumer.steps) await runIn(folder, process.execPath, step)
    console.log(`${name}: installs, builds and works outside the workspace.`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function followReadme(folder: string, readme: string): void {
  const target = join(folder, 'src/readme')
  mkdirSync(target)
  for (const [name, code] of readmeFiles(readFileSync(join(root, readme), 'utf8'))) {
    writeFileSync(join(target, name), code)
  }
}

const results = await Promise.allSettled(Object.keys(consumers).map(tryConsumer))
for (const result of results) {
  if (result.status === 'fulfilled') continue
  console.error(result.reason instanceof Error ? result.reason.message : result.reason)
  process.exitCode = 1
}
