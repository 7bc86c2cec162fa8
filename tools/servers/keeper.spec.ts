import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'

const fileOf = (name: string) => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)))

const script = `
  const { startPostgres } = await import(${fileOf('start-postgres.ts')})
  const { startRedis } = await import(${fileOf('start-redis.ts')})
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  redis.pause()
  console.log(JSON.stringify({ pids: [postgres.pid, redis.pid], folder: postgres.folder }))`

describe('a server', () => {
  it('ends with the process that started it, also when all its group is killed', async () => {
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(createInterface({ input: owner.stdout }), 'line')) as [string]
    const { pids, folder } = JSON.parse(line) as { pids: number[]; folder: string }
    expect(pids.map(runs)).toEqual([true, true])

    process.kill(-Number(owner.pid), 'SIGKILL')

    await vi.waitUntil(() => !pids.some(runs) && !existsSync(folder), { timeout: 10_000 })
  })
})

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
