/**
 * Runs before `npm start`, `npm run dev` and `npm test`, under any Node from 20 on and with nothing installed: installs
 * what is missing and says so in one line, or says nothing and costs a tenth of a second.
 *
 *   node tools/setup/prepare.mjs             the project's packages
 *   node tools/setup/prepare.mjs --browser   and a Chromium for the browser journeys
 *   node tools/setup/prepare.mjs --servers   and the database servers that the tests start
 */
import { installChromium } from './install-chromium.mjs'
import { findChromium } from './find-chromium.mjs'
import { installServers } from './install-servers.mjs'
import { installPackages, whyInstall } from './packages.mjs'
import { checkInstalledNode, checkNode } from './node-version.mjs'
import { SetupError } from './setup-error.mjs'

try {
  checkNode()

  const reason = whyInstall()
  if (reason !== null) {
    console.log(`Installing the project's packages (npm ci): ${reason}. This takes about half a minute.`)
    installPackages()
    checkInstalledNode()
  }

  if (process.argv.includes('--browser') && findChromium() === null) installChromium()
  if (process.argv.includes('--servers')) installServers()
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(error.message)
  // Then no test runs at all, and the last line of `npm test` has to say so.
  if (process.argv.includes('--browser')) console.log('0 passed, 1 failed')
  process.exitCode = 1
}
