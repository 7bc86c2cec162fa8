import { fileURLToPath } from 'node:url'

/** The folder of the workspace. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** Nx under the Node that runs this, whatever the PATH says. */
export const nxCommand = (...args: string[]): [command: string, args: string[]] => [
  process.execPath,
  ['node_modules/nx/dist/bin/nx.js', ...args],
]
