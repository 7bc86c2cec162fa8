import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** Runs a program in a folder; when it fails, its own words are the error. */
export async function runIn(folder: string, command: string, args: string[]): Promise<void> {
  // Nothing of the npm or Nx run around it may leak into a stranger's project.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|NX_|NODE_PATH$)/i.test(name)))
  const program = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => program.once('error', reject).once('close', resolve))
  const [output, errors, code] = await Promise.all([text(program.stdout), text(program.stderr), ended])
  if (code !== 0)
    throw new Error(`In ${folder}, ${[command, ...args].join(' ')} ended with ${String(code)}:\n${output}${errors}`)
}
