import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** Runs an example as a reader would, and tells the URL that it prints. Killed when the test ends. */
export async function runExample(name: string, ...args: string[]): Promise<string> {
  const file = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url))
  const program = spawn(process.execPath, ['--conditions=@coatcheck/source', file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void program.kill('SIGKILL'))
  let output = ''
  program.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  for await (const line of createInterface({ input: program.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0]
    if (url !== undefined) return url
  }
  throw new Error(`${name} ended before it listened:\n${output}`)
}
