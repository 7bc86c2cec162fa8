import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** True where this process may install what Debian packages. */
export function canUseApt() {
  if (process.getuid?.() !== 0) return false
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

/** Installs packages of Debian's. What goes wrong shows on the screen; what is there afterwards decides. */
export function installWithApt(/** @type {string[]} */ packages) {
  apt(['update', '-qq'])
  apt(['install', '-y', '-qq', '--no-install-recommends', ...packages])
}

function apt(/** @type {string[]} */ args) {
  spawnSync('/usr/bin/apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 5 * 60_000,
  })
}
