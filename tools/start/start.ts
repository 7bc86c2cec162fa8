/**
 * `npm start`: builds the API and the web app (from Nx's cache when nothing changed) and runs them as one server with
 * the demo account, and beside it a local identity provider to log in with. What follows `--` goes to the API:
 * `npm start -- --help`.
 */
import { spawn, spawnSync } from 'node:child_process'
import { freePort } from '../servers/free-port.ts'
import { demoSettings } from './demo-settings.ts'
import { nxCommand, root } from '../nx/nx-command.ts'
import { onOrphaned } from './on-orphaned.ts'

const [nx, nxArgs] = nxCommand('run-many', '--targets=build', '--projects=api,web', '--output-style=static')
console.log('Building the API and the web app (a few seconds, unless nothing changed).')
const build = spawnSync(nx, nxArgs, { cwd: root, encoding: 'utf8' })

if (build.status !== 0) {
  console.error(build.error ?? build.stdout + build.stderr)
  process.exit(build.status ?? 1)
}

const api = spawn(process.execPath, ['apps/api/dist/main.js', '--demo', ...process.argv.slice(2)], {
  cwd: root,
  env: { ...process.env, ...(await settings()) },
  stdio: 'inherit',
  // In a process group of its own: a terminal's Ctrl-C would reach it twice, and the second cuts its graceful end short.
  detached: true,
})

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => api.kill(signal))
onOrphaned(() => api.kill('SIGTERM'))
api.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))

/** The providers must know the address of the app before there is one. What cannot be meant the API refuses itself. */
async function settings(): Promise<Record<string, string>> {
  const { PORT, PUBLIC_URL } = process.env
  if (process.argv.includes('--help')) return {}
  const port = PORT === '0' ? await freePort() : Number(PORT || 3000)
  const appUrl = PUBLIC_URL || `http://localhost:${String(port)}`
  if (!Number.isInteger(port) || !URL.canParse(appUrl)) return {}
  return { ...(await demoSettings(appUrl, process.env)), PORT: String(port) }
}
