import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AppConfig } from '../config.ts'

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
  /** The database, by a path that works from here. */
  databaseFile: string
  /** The folder it is in, likewise. */
  folder: string
  /** What it has logged so far. */
  logged: () => string
  figures: () => Promise<Figures>
  isRunning: () => boolean
  stop: () => Promise<void>
}

export interface Disk {
  bytes: number
  /** A database to begin with. */
  copyOf?: string
  /** The log goes to a file `log` on that disk, and not to `logged()`. Default false. */
  withLog?: boolean
}

export interface WatchedApiOptions {
  config?: Partial<AppConfig>
  /** Its database is on a disk of its own, which no other process sees. */
  disk?: Disk
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
  const child = start(disk === undefined ? node : onDisk(disk, databaseFile, node))
  let output = ''
  child.stdout?.on('data', (part: Buffer) => (output += part.toString()))
  child.stderr?.on('data', (part: Buffer) => (output += part.toString()))

  const { url } = await hear<{ url: string }>(child, () => output)
  const { pid = 0 } = child
  // The process sees a file system of its own; this is where others see it.
  const seenFrom = disk === undefined ? '' : `/proc/${String(pid)}/root`
  return {
    url,
    pid,
    databaseFile: seenFrom + databaseFile,
    folder: seenFrom + folder,
    logged: () => output,
    figures() {
      child.send('figures')
      return hear<Figures>(child, () => output)
    },
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
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

/** The command that runs another one where the folder of a file is a disk of its own, in memory. It needs no root. */
function onDisk({ bytes, copyOf = '/dev/null', withLog }: Disk, file: string, command: string[]): string[] {
  const log = withLog === true ? 'exec >"$2/log" && ' : ''
  const script = `mount -t tmpfs -o "size=$1" tmpfs "$2" && cp "$3" "$4" && ${log}shift 4 && exec "$@"`
  const unshare = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', script, 'sh']
  return [...unshare, String(bytes), dirname(file), copyOf, file, ...command]
}

/** The next message of a process; rejects with all it has printed when it ends instead. */
async function hear<Message>(child: ChildProcess, output: () => string): Promise<Message> {
  const stop = new AbortController()
  const { signal } = stop
  const failed = async (event: string) => {
    const [why] = (await once(child, event, { signal })) as unknown[]
    throw new Error(`The API did not answer (${String(why)}). ${cure}\n${output()}`)
  }
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), failed('error'), failed('exit')])) as [
      Message,
    ]
    return message
  } finally {
    stop.abort()
  }
}

const cure =
  'If it is unshare or mount that failed: these tests need Linux with util-linux, and a kernel that allows user ' +
  'namespaces (sysctl kernel.apparmor_restrict_unprivileged_userns=0) or a run as root.'
