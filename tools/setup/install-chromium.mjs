import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './find-chromium.mjs'
import { root } from './root.mjs'
import { SetupError } from './setup-error.mjs'

/** Debian's package brings the libraries it needs; Playwright's download works nearly everywhere else. */
export function installChromium() {
  if (isDebianRoot()) {
    console.log('Installing Chromium for the browser journeys (apt-get): none was found.')
    const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    run('apt-get', ['update', '-qq'], quiet)
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet)
  }
  if (findChromium() !== null) return

  console.log('Installing Chromium for the browser journeys (playwright install): none was found.')
  run(process.execPath, [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'], process.env)
  if (findChromium() !== null) return

  throw new SetupError(
    'No Chromium was found and none could be installed. Install Chromium or Chrome so that `chromium` or ' +
      '`google-chrome` is on the PATH, then run `npm test` again.',
  )
}

/** What goes wrong shows on the screen; whether a browser is there afterwards decides. */
function run(command, args, env) {
  spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'], timeout: 5 * 60_000 })
}

function isDebianRoot() {
  if (process.getuid?.() !== 0) return false
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}
