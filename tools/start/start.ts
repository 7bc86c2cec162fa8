/**
 * `npm start`: builds the API and the web app (from Nx's cache when nothing changed) and runs them as one server with
 * the demo account. What follows `--` goes to the API: `npm start -- --help`.
 */
import { spawn, spawnSync } from 'node:child_process'
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
  stdio: 'inherit',
  // In a process group of its own: a terminal's Ctrl-C would reach it twice, and the second cuts its graceful end short.
  detached: true,
})

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => api.kill(signal))
onOrphaned(() => api.kill('SIGTERM'))
api.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
