import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AppConfig } from '../config.ts'
import { besideProcess, onPrivateDisk, type PrivateDisk, privateDiskCure, seenFromHere } from './private-disk.ts'

const program = fileURLToPath(new URL('watched-api.ts', import.meta.url))

/** How a process has fared. */
export interface Figures {
  /** The longest time for which its event loop stood still since it was last asked; see `event-loop-watch.ts`. */
  longestPauseMs: number
  /** The most memory it ever had, in MiB. */
  peakMemoryMb: number
}

/** The API in a process of its own, over a file of its own. */
export interface WatchedApi {
  url: string
  pid: number
  /** The database, as the process sees it. */
  databaseFile: string
  /** The folder that the database is in, as it is seen from here. */
  folder: string
  /** A command that runs another one where it sees the same files as the process. */
  beside: (command: string[]) => string[]
  /** What it has logged so far. */
  logged: () => string
  figures: () => Promise<Figures>
  isRunning: () => boolean
  /** Ends it as a power cut would: it finishes nothing. */
  kill: () => Promise<void>
  stop: () => Promise<void>
}

export interface WatchedApiOptions {
  config?: Partial<AppConfig>
  /** Default: the database is in a folder that everybody sees. */
  disk?: PrivateDisk
}

/** One address sends everything here, so limits on tries are wide. */
const defaults = { webRoot: null, logLevel: 'warn', deadlineMs: 500, rateLimitFactor: 1000 }

/** Starts the API and resolves once it listens. Whoever starts it stops it. */
export async function startWatchedApi({ config = {}, disk }: WatchedApiOptions = {}): Promise<WatchedApi> {
  const folder = mkdtempSync(join(tmpdir(), 'coatcheck-watched-'))
  const databaseFile = join(folder, 'coatcheck.db')
  const publicUrl = 'http://localhost:3000'
  const complete: AppConfig = { publicUrl, databaseUrl: `sqlite:${databaseFile}`, ...defaults, ...config }
  const node = [process.execPath, '--conditions=@coatcheck/source', program, JSON.stringify(complete)]
  const child = start(disk === undefined ? node : onPrivateDisk(disk, databaseFile, node))
  let output = ''
  child.stdout?.on('data', (part: Buffer) => (output += part.toString()))
  child.stderr?.on('data', (part: Buffer) => (output += part.toString()))

  const { url } = await hear<{ url: string }>(child, () => output)
  const { pid = 0 } = child
  const isPrivate = disk !== undefined
  const isRunning = () => child.exitCode === null && child.signalCode === null
  return {
    url,
    pid,
    databaseFile,
    folder: isPrivate ? seenFromHere(pid, folder) : folder,
    beside: (command) => (isPrivate ? besideProcess(pid, command) : command),
    logged: () => output,
    figures() {
      child.send('figures')
      return hear<Figures>(child, () => output)
    },
    isRunning,
    async kill() {
      const ended = isRunning() ? once(child, 'exit') : null
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      if (!isRunning()) return
      const ended = once(child, 'exit')
      // One that hangs must not make everybody wait who comes after it.
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
      child.disconnect()
      await ended
      clearTimeout(timer)
    },
  }
}

function start([command = '', ...args]: string[]): ChildProcess {
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
}

/** The next message of a process; rejects with all it has printed when it ends instead, or was never there. */
async function hear<Message>(child: ChildProcess, output: () => string): Promise<Message> {
  const stop = new AbortController()
  const { signal } = stop
  const ended = once(child, 'exit', { signal }).then(([why]) => Promise.reject(new Error(`It ended: ${String(why)}`)))
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [Message]
    return message
  } catch (error) {
    throw new Error(`The API does not answer. ${privateDiskCure}\n${output()}`, { cause: error })
  } finally {
    stop.abort()
  }
}
