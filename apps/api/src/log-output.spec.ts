import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'

const line = `${'x'.repeat(999)}\n`

/** A process that logs so many lines at once, and then says on its standard error that it goes on. */
async function logging(lines: number) {
  // Touching process.stdout makes a pipe one that does not block, as console.log does in the real server.
  const program = `
    import { LogOutput } from ${JSON.stringify(new URL('log-output.ts', import.meta.url).href)}
    process.stdout.on('error', () => undefined)
    const output = new LogOutput()
    for (let count = 0; count < ${String(lines)}; count += 1) output.write(${JSON.stringify(line)})
    process.stderr.write('goes on')
    process.stdin.on('data', () => output.write('last line'))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'pipe' })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  await once(child.stderr, 'data')
  return child
}

describe('LogOutput', () => {
  it('L7 keeps lines for a reader that is slow, and does not wait for it', async () => {
    const child = await logging(1000)
    let read = ''

    child.stdout.on('data', (part: Buffer) => (read += part.toString()))

    await expect.poll(() => read.length, { timeout: 10_000 }).toBe(1000 * line.length)
    expect(read).toBe(line.repeat(1000))
  })

  it('L7 keeps only so many for a reader that never reads', async () => {
    const child = await logging(20_000)
    let length = 0
    let end = ''
    child.stdout.on('data', (part: Buffer) => {
      length += part.length
      end = part.toString().slice(-9)
    })

    await expect.poll(() => length, { timeout: 10_000 }).toBeGreaterThan(4_000_000)
    child.stdin.write('now')
    await expect.poll(() => end, { timeout: 10_000 }).toBe('last line')
    expect(length).toBeLessThan(5_000_000)
  })

  it('L7 goes on without a reader', async () => {
    const child = await logging(1)
    child.stdout.destroy()

    child.stdin.end('now')

    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
