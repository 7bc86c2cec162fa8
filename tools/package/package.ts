/**
 * Packs one package as it would be published and lets publint and "are the types wrong" judge the tarball.
 *
 *   node tools/package/package.ts contract libs/contract       →  dist/packages/contract.tgz
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../nx/nx-command.ts'

const [name, folder] = process.argv.slice(2)
if (name === undefined || folder === undefined) throw new Error('Usage: package.ts <name> <folder to pack>')

const packages = join(root, 'dist/packages')
const tarball = join(packages, `${name}.tgz`)
mkdirSync(packages, { recursive: true })
rmSync(tarball, { force: true })

const pack = ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', packages]
const [packed] = Object.values(
  JSON.parse(execFileSync('npm', pack, { cwd: join(root, folder), encoding: 'utf8' })) as { filename: string }[],
)
if (packed === undefined) throw new Error(`npm packed nothing in ${folder}.`)
renameSync(join(packages, packed.filename), tarball)

const judges = [
  ['publint', 'run', tarball, '--strict'],
  ['attw', tarball, '--profile', 'esm-only', '--no-emoji', '--format', 'ascii'],
] as const
for (const [judge, ...args] of judges) {
  const { status } = spawnSync(judge, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exitCode = 1
}
