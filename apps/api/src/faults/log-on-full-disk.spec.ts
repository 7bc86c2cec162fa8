import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { fillDisk } from '../testing/faults.ts'
import { startWatchedApi } from '../testing/start-watched-api.ts'
import { Visitor } from '../testing/visitor.ts'

it(
  'L6 L7 FI-9 a log on a disk that is full ends no server, and goes on once there is room',
  { timeout: 30_000 },
  async () => {
    const api = await startWatchedApi({ disk: { bytes: 4 * 1024 * 1024, withLog: true }, config: { logLevel: 'info' } })
    onTestFinished(() => api.stop())
    const log = () => readFileSync(join(api.folder, 'log'), 'utf8')
    const visitor = new Visitor(api.url)
    const visit = async () => {
      // A page of the file system, and more, is what these log.
      const answers = await Promise.all(Array.from({ length: 50 }, () => visitor.get('/auth/status')))
      return new Set(answers.map(({ status }) => status))
    }
    await visit()
    const lift = await fillDisk(api)

    expect(await visit()).toEqual(new Set([200]))
    const full = log().length
    expect(await visit()).toEqual(new Set([200]))

    expect(log()).toHaveLength(full)
    await lift()
    expect(await visit()).toEqual(new Set([200]))
    expect(log().length).toBeGreaterThan(full)
  },
)
