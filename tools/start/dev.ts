/**
 * `npm run dev`: the Angular dev server with hot module replacement and, behind its proxy, the API from its sources with
 * `node --watch`. One URL, printed once both answer; Ctrl-C ends both, and when one ends the other does not stay behind.
 */
import { nxCommand } from '../nx/nx-command.ts'
import { onOrphaned } from './on-orphaned.ts'
import { RunTogether } from './run-together.ts'

const url = 'http://localhost:4200'
const both = new RunTogether()

console.log('Starting the Angular dev server, then the API: the URL follows in some seconds.')
const [nx, serve] = nxCommand('serve', 'web', '--output-style=stream')
const web = both.start(nx, serve, {})

// Angular announces its own address; the API's greeting, with the demo account, is the one that people are to read.
web.onLine((line) => {
  if (line.includes('Local:')) startApi()
  return !/Local:|press h \+ enter|➜/.test(line)
})

function startApi(): void {
  const source = [
    '--watch',
    '--watch-preserve-output',
    '--conditions=@coatcheck/source',
    'apps/api/src/main.ts',
    '--demo',
  ]
  const api = both.start(process.execPath, source, { PORT: '3000', PUBLIC_URL: url })
  api.onLine(() => true)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => both.stop(signal === 'SIGINT' ? 130 : 143))
onOrphaned(() => both.stop(143))
