import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
]

/**
 * Path of a Chromium or Chrome on this computer, the one that Playwright installed included; null when there is none.
 *
 * @returns {string | null}
 */
export function findChromium() {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [...onPath, ...places].find((file) => existsSync(file)) ?? findPlaywrightChromium()
}

function findPlaywrightChromium() {
  const require = createRequire(import.meta.url)
  const { chromium } = require('@playwright/test')
  const file = chromium.executablePath()
  return file && existsSync(file) ? file : null
}
