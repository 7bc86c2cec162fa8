import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../../api/dist/main.js', import.meta.url))

/** The real server, as built, with a database file of its own that outlives the process but not the test. */
export class ApiProcess {
  readonly #folder = mkdtempSync(join(tmpdir(), 'coatcheck-e2e-'))
  readonly databaseFile = join(this.#folder, 'coatcheck.db')
  readonly #settings: Record<string, string>
  #process: ChildProcess | null = null

  /** `settings` are further variables of its environment. */
  constructor(settings: Record<string, string> = {}) {
    this.#settings = settings
  }

  /** Starts the server on a free port and returns the URL that it prints. */
  async start(): Promise<string> {
    const { PATH, HOME } = process.env
    const api = spawn(process.execPath, [main], {
      cwd: this.#folder,
      env: {
        PATH,
        HOME,
        PORT: '0',
        DATABASE_URL: `sqlite:${this.databaseFile}`,
        // All the people of all the tests come from one address.
        RATE_LIMIT_FACTOR: '10000',
        LOG_LEVEL: 'warn',
        ...this.#settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#process = api
    let output = ''
    api.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    for await (const line of createInterface({ input: api.stdout })) {
      const url = /https?:\/\/\S+/.exec(line)?.[0]
      if (url !== undefined) return url
      output += `${line}\n`
    }
    throw new Error(`The API ended before it printed its URL:\n${output}`)
  }

  /** As an operator would: it finishes what it has begun. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  /** As a power cut would: nothing is finished. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  removeFiles(): void {
    rmSync(this.#folder, { recursive: true })
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#process === null) return
    const ended = once(this.#process, 'exit')
    this.#process.kill(signal)
    await ended
    this.#process = null
  }
}
