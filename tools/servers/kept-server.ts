import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Order, Report, ServerProgram } from './keeper.ts'
import { signal, withDescendants } from './processes.ts'

const keeper = fileURLToPath(new URL('keeper.ts', import.meta.url))

/** In milliseconds; the machine may be busy with other tests. */
const longestWait = 30_000

/** A server with a keeper, for a test to hurt. Whatever happens to it, its address and its data stay until `remove`. */
export class KeptServer {
  readonly #folder: string
  readonly #isReady: () => Promise<boolean>
  readonly #keeper: ChildProcess
  /** What the keeper told last; null while a start was asked for. */
  #report: Report | null = null

  constructor(program: ServerProgram, isReady: () => Promise<boolean>) {
    this.#folder = program.folder
    this.#isReady = isReady
    this.#keeper = fork(keeper, [JSON.stringify(program)], { detached: true, execArgv: [] })
    this.#keeper.on('message', (report: Report) => (this.#report = report))
  }

  /** The process id, while it runs. */
  get pid(): number {
    if (this.#report === null || 'ended' in this.#report) throw new Error('The server does not run')
    return this.#report.started
  }

  /** Starts the server, again after it was stopped or killed, and waits until it answers. */
  async start(): Promise<void> {
    this.#report = null
    this.#keeper.send('start' satisfies Order)
    await this.#until('ready', async (report) => {
      if (report !== null && 'ended' in report) throw new Error(`It ended: ${report.ended}\n${this.log()}`)
      return report !== null && (await this.#isReady())
    })
  }

  /** Stops it in good order, or with another signal than SIGTERM in a hurry, and waits until it has ended. */
  async stop(name: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    signal([this.pid], name)
    await this.#until('stopped', hasEnded)
  }

  /** Kills it with all its processes, as when memory ran out, and waits until it has ended. */
  async kill(): Promise<void> {
    signal(withDescendants(this.pid), 'SIGKILL')
    await this.#until('killed', hasEnded)
  }

  /** Freezes it: connections stay open, the system still accepts new ones, and nobody answers. */
  pause(): void {
    signal(withDescendants(this.pid), 'SIGSTOP')
  }

  /** Lets it go on after `pause`. */
  resume(): void {
    signal(withDescendants(this.pid), 'SIGCONT')
  }

  /** What the server wrote about itself. */
  log(): string {
    return readFileSync(join(this.#folder, 'log'), 'utf8')
  }

  /** Ends it for good and removes its data. */
  async remove(): Promise<void> {
    if (this.#keeper.exitCode !== null || this.#keeper.signalCode !== null) return
    const gone = new Promise((resolve) => this.#keeper.once('exit', resolve))
    if (this.#keeper.connected) this.#keeper.disconnect()
    await gone
  }

  async #until(state: string, isReached: (report: Report | null) => boolean | Promise<boolean>): Promise<void> {
    const deadline = performance.now() + longestWait
    while (!(await isReached(this.#report))) {
      if (performance.now() > deadline) throw new Error(`It is not ${state} after ${longestWait} ms\n${this.log()}`)
      await delay(10)
    }
  }
}

const hasEnded = (report: Report | null): boolean => report !== null && 'ended' in report
