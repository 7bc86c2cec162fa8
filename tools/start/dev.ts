/**
 * `npm run dev`: the Angular dev server with hot module replacement and, behind its proxy, the API from its sources with
 * `node --watch`; beside them a local identity provider. One URL, printed once both answer; Ctrl-C ends both, and when
 * one ends the other does not stay behind.
 */
import { nxCommand } from '../nx/nx-command.ts'
import { demoSettings } from './demo-settings.ts'
import { isPortFree } from './is-port-free.ts'
import { onOrphaned } from './on-orphaned.ts'
import { RunTogether } from './run-together.ts'

const url = 'http://localhost:4200'
/** The same as in apps/web/proxy.conf.json. */
const apiPort = 3000

// Whatever else listens there would get what people type into the login.
if (!(await isPortFree(apiPort))) {
  console.error(`Port ${apiPort} is in use, and npm run dev needs it for the API. Stop what listens there.`)
  process.exit(1)
}

const providers = await demoSettings(url, process.env)
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
  const api = both.start(process.execPath, source, { ...providers, PORT: String(apiPort), PUBLIC_URL: url })
  api.onLine(() => true)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => both.stop(signal === 'SIGINT' ? 130 : 143))
onOrphaned(() => both.stop(143))
