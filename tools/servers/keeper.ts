/**
 * Keeps one server for a process of ours, from which it hears over an IPC channel. When that process is gone, however it
 * went, the channel breaks; then the keeper kills the server and removes its folder. It leads a process group of its
 * own, so that what is sent to the group of a test run, Ctrl-C or SIGKILL, leaves somebody who clears up.
 *
 *   node tools/servers/keeper.ts '{"command":…}'
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { signal, withDescendants } from './processes.ts'

/** What a server is and where. */
export interface ServerProgram {
  command: string
  args: string[]
  /** Belongs to the server alone, and goes with it. */
  folder: string
  /** The user it runs as; null for our own. */
  user: { uid: number; gid: number } | null
}

/** What the keeper is told, again when the server has ended. */
export type Order = 'start'

/** What the keeper tells. */
export type Report = { started: number } | { ended: string }

const program = JSON.parse(process.argv[2] ?? '') as ServerProgram
let server: ChildProcess | null = null

function start(): void {
  const log = openSync(join(program.folder, 'log'), 'a')
  const child = spawn(program.command, program.args, {
    cwd: program.folder,
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    stdio: ['ignore', log, log],
    ...program.user,
  })
  server = child
  child.once('spawn', () => {
    if (child.pid !== undefined) report({ started: child.pid })
  })
  child.once('error', (error) => report({ ended: error.message }))
  child.once('exit', (code, killedBy) => report({ ended: killedBy ?? `exit code ${String(code)}` }))
}

function report(message: Report): void {
  if (process.connected) process.send?.(message)
}

process.on('message', start)
process.once('disconnect', () => {
  if (server?.pid === undefined || server.exitCode !== null || server.signalCode !== null) clearUp()
  else {
    server.once('exit', clearUp)
    signal(withDescendants(server.pid), 'SIGKILL')
  }
})

function clearUp(): void {
  rmSync(program.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  process.exit()
}
