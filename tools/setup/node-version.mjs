import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'
import { SetupError } from './setup-error.mjs'

/** The first Node 24 with everything the project uses: node:sqlite without a flag, argon2, types stripped for good. */
const oldest = [24, 15]

/** npm scripts find this one before the system's. */
const projectNode = join(root, 'node_modules', '.bin', 'node')

/** The project brings its own Node as a package for the usual platforms; elsewhere the system's must be new enough. */
export function checkNode() {
  if (existsSync(projectNode) || hasNodePackage() || isNewEnough(process.versions.node)) return
  throw new SetupError(
    `Coatcheck needs Node ${oldest.join('.')} or later; this is ${process.versions.node}, and there is no Node package ` +
      `for ${process.platform} on ${process.arch} to install. Get Node 24 from https://nodejs.org and try again.`,
  )
}

/** The package of Node may be missing in a registry, or made for another C library. */
export function checkInstalledNode() {
  const version = existsSync(projectNode)
    ? spawnSync(projectNode, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' }).stdout
    : process.versions.node
  if (version && isNewEnough(version)) return
  throw new SetupError(
    `Coatcheck needs Node ${oldest.join('.')} or later, and the Node package that npm installed does not run here. ` +
      'Get Node 24 from https://nodejs.org and try again.',
  )
}

function hasNodePackage() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return `node-${process.platform.replace('win32', 'win')}-${process.arch}` in optionalDependencies
}

function isNewEnough(version) {
  const [major, minor] = version.replace('v', '').split('.').map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
}
