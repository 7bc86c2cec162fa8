/**
 * `npm run sizes`: what a browser has to load, compressed as the server sends it (brotli), beside the targets. Fails
 * when one is missed.
 */
import { join } from 'node:path'
import { root } from '../nx/nx-command.ts'
import { initialScripts, scriptsIn } from './built-scripts.ts'
import { brotliBytes } from './brotli-bytes.ts'

interface Size {
  what: string
  bytes: number
  targetBytes: number
}

const kilobyte = 1000
const sizesOf = (app: string) => brotliBytes(scriptsIn(join(root, 'dist/sizes', app, 'browser')))
const bare = sizesOf('bare-app')

const sizes: Size[] = [
  {
    what: '@coatcheck/angular with its defaults, on top of an app with router and HttpClient',
    bytes: sizesOf('app-with-defaults') - bare,
    targetBytes: 5 * kilobyte,
  },
  {
    what: 'the initial JavaScript of apps/web',
    bytes: brotliBytes(initialScripts(join(root, 'apps/web/dist/bundle/browser'))),
    targetBytes: 110 * kilobyte,
  },
]

const inKilobytes = (bytes: number) => `${(bytes / kilobyte).toFixed(1)} kB`
console.log(`An app with router and HttpClient alone: ${inKilobytes(bare)} (brotli).\n`)
for (const { what, bytes, targetBytes } of sizes) {
  const verdict = bytes <= targetBytes ? 'ok' : 'TOO BIG'
  console.log(`${inKilobytes(bytes).padStart(9)} of ${inKilobytes(targetBytes).padStart(9)}  ${verdict}  ${what}`)
}
process.exitCode = sizes.some(({ bytes, targetBytes }) => bytes > targetBytes) ? 1 : 0
