import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'
import { SetupError } from './setup-error.mjs'

/** Why packages have to be installed, as half a sentence; null when what is installed is what the lock says. */
export function whyInstall() {
  const installed = readPackages('node_modules/.package-lock.json')
  if (installed === null) return 'nothing is installed yet'

  const different = findDifferences(readPackages('package-lock.json') ?? {}, installed)
  if (different.length === 0) return null
  return `${different.length} differ from package-lock.json, ${different[0].replace(/^.*node_modules\//, '')} among them`
}

/**
 * The folders of packages that are not installed as they are locked.
 *
 * @returns {string[]}
 */
export function findDifferences(wanted, installed) {
  return Object.keys(wanted).filter((folder) => !isInstalled(wanted[folder], installed[folder], folder))
}

/** Builds for other platforms are optional and rightly absent; the workspace's own folders are not installed at all. */
function isInstalled(wanted, installed, folder) {
  if (!folder.includes('node_modules/')) return true
  if (installed === undefined) return wanted.optional === true
  return installed.version === wanted.version
}

/** npm writes its own record of what it installed last, so an interrupted installation leaves none. */
function readPackages(lockFile) {
  try {
    return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}

export function installPackages() {
  const { npm_execpath: npmScript, npm_node_execpath: npmNode } = process.env
  const [command, before] = npmScript && npmNode ? [npmNode, [npmScript]] : ['npm', []]
  const npm = spawnSync(command, [...before, 'ci', '--loglevel=error', '--no-progress'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: command === 'npm',
  })
  if (npm.status !== 0) throw new SetupError('npm ci failed: its own words are above. Nothing was started.')
}
