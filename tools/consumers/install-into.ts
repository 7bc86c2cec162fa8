import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../nx/nx-command.ts'
import { runIn } from './run-in.ts'

/** Writes a package.json that takes ours from the tarballs and the others from the registry, and installs it. */
export async function installInto(folder: string, packages: string[], others: string[]): Promise<void> {
  const ours = packages.map(
    (name) => [`@coatcheck/${name}`, `file:${join(root, 'dist/packages', `${name}.tgz`)}`] as const,
  )
  const theirs = others.map((name) => [name, installedVersion(name)] as const)
  const manifest = { private: true, type: 'module', dependencies: Object.fromEntries([...ours, ...theirs]) }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2))

  await runIn(folder, 'npm', [
    'install',
    '--prefer-offline',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
}

/** The version the workspace uses, so that one update changes both. */
function installedVersion(name: string): string {
  const manifest = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
