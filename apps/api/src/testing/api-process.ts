import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** A process of its own, as an operator would start it. */
export interface ApiProcess {
  child: ChildProcess
  /** What it has printed so far, errors included. */
  output: () => string
  /** Resolves with the URL once it is open. */
  opened: Promise<string>
  /** Resolves with the exit code once it has ended, or with the signal that ended it. */
  ended: Promise<number | string>
}

/** Starts the API on a free port over a fresh SQLite file. Killed when the test ends. */
export function startApi(arguments_: string[], environment: object = {}, options: SpawnOptions = {}): ApiProcess {
  const folder = mkdtempSync(join(tmpdir(), 'coatcheck-process-'))
  const child = spawn(process.execPath, ['--conditions=@coatcheck/source', main, ...arguments_], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATABASE_URL: `sqlite:${join(folder, 'coatcheck.db')}`,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let output = ''
  const opened = Promise.withResolvers<string>()
  const read = (part: Buffer) => {
    output += part.toString()
    const url = /Coatcheck is open: (\S+)/.exec(output)?.[1]
    if (url !== undefined) opened.resolve(url)
  }
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
  const ended = once(child, 'close').then(([code, signal]) => {
    opened.reject(new Error(`The API ended before it was open:\n${output}`))
    return (code ?? signal) as number | string
  })
  opened.promise.catch(() => undefined)
  return { child, output: () => output, opened: opened.promise, ended }
}
