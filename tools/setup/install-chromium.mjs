import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { canUseApt, installWithApt } from './apt.mjs'
import { findChromium } from './find-chromium.mjs'
import { root } from './root.mjs'
import { SetupError } from './setup-error.mjs'

/** Debian's package brings the libraries it needs; Playwright's download works nearly everywhere else. */
export function installChromium() {
  if (canUseApt()) {
    console.log('Installing Chromium for the browser journeys (apt-get): none was found.')
    installWithApt(['chromium'])
  }
  if (findChromium() !== null) return

  console.log('Installing Chromium for the browser journeys (playwright install): none was found.')
  spawnSync(process.execPath, [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 5 * 60_000,
  })
  if (findChromium() !== null) return

  throw new SetupError(
    'No Chromium was found and none could be installed. Install Chromium or Chrome so that `chromium` or ' +
      '`google-chrome` is on the PATH, then run `npm test` again.',
  )
}
