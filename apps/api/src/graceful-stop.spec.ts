import { describe, expect, it } from 'vitest'
import { startApi } from './testing/api-process.ts'

/** The API with time for a balancer to notice that it stops. */
async function running(graceSeconds: number) {
  const api = startApi([], { LOG_LEVEL: 'warn', SHUTDOWN_GRACE_SECONDS: String(graceSeconds) })
  const url = await api.opened
  const statusOf = (path: string) =>
    fetch(url + path).then(
      ({ status }) => status,
      () => 'shut',
    )
  return { ...api, statusOf }
}

describe('SIGTERM', { timeout: 30_000 }, () => {
  it('FI-11 turns readiness off first, and closes the port when the balancer has had time to notice', async () => {
    const { child, ended, statusOf } = await running(2)
    expect(await statusOf('/readyz')).toBe(200)

    const told = performance.now()
    child.kill('SIGTERM')
    await expect.poll(() => statusOf('/readyz')).toBe(503)
    const served = await Promise.all(['/auth/status', '/healthz'].map(statusOf))

    expect(served).toEqual([200, 200])
    await expect.poll(() => statusOf('/readyz'), { timeout: 5000 }).toBe('shut')
    expect(performance.now() - told).toBeGreaterThan(1900)
    expect(await ended).toBe(0)
    expect(performance.now() - told).toBeLessThan(10_000)
  })

  it('FI-11 says that the server is stopping, and that all it needs is well', async () => {
    const { child, opened } = await running(2)
    const url = await opened
    child.kill('SIGTERM')

    const answer = async () => (await fetch(`${url}/readyz`)).json()

    await expect.poll(answer).toMatchObject({
      code: 'unavailable',
      dependencies: [{ name: 'sqlite', state: 'ok' }],
      detail: 'The server is stopping.',
    })
  })

  it('FI-11 ends the process at once when it comes twice', async () => {
    const { child, ended, statusOf } = await running(60)
    child.kill('SIGTERM')
    await expect.poll(() => statusOf('/readyz')).toBe(503)

    const told = performance.now()
    child.kill('SIGTERM')

    expect(await ended).toBe(1)
    expect(performance.now() - told).toBeLessThan(2000)
  })

  it('keeps nobody waiting on a machine of one’s own', async () => {
    const api = startApi([])
    await api.opened

    const told = performance.now()
    api.child.kill('SIGTERM')

    expect(await api.ended).toBe(0)
    expect(performance.now() - told).toBeLessThan(2000)
  })
})
