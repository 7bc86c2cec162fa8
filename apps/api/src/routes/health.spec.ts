import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../../tools/servers/shared.ts'
import { startProxy } from '../../../../tools/servers/start-proxy.ts'
import { startRedis } from '../../../../tools/servers/start-redis.ts'
import { testApi } from '../testing/test-api.ts'

const ok = (name: string) => ({ name, state: 'ok' })
const unavailable = (name: string) => ({ name, state: 'unavailable' })

/** The API over a PostgreSQL and a Redis that a test may hurt. */
async function overEngines(more: object = {}) {
  const { url } = await createDatabase(sharedPostgres())
  const [proxy, redis] = await Promise.all([startProxy(sharedPostgres()), startRedis()])
  const databaseUrl = url.replace(/:\d+\//, `:${String(proxy.port)}/`)
  const api = await testApi({ databaseUrl, redisUrl: redis.url, deadlineMs: 500, ...more })
  onTestFinished(async () => {
    proxy.release()
    await Promise.all([proxy.close(), redis.remove()])
  })
  const ready = () => vi.waitUntil(async () => (await api.get('/readyz')).statusCode === 200, { timeout: 10_000 })
  return { ...api, proxy, redis, ready }
}

describe('GET /healthz and /readyz', { timeout: 30_000 }, () => {
  it('answer 200 while all is well', async () => {
    const { get } = await testApi()

    expect((await get('/healthz')).json()).toEqual({ status: 'ok' })
    expect((await get('/readyz')).json()).toEqual({ status: 'ready', dependencies: [ok('sqlite')] })
  })

  it.each([-90, 0, 90])('FI-10 tell by how much the clock of this node is ahead: %d s', async (seconds) => {
    const { url: databaseUrl } = await createDatabase(sharedPostgres())
    const { get } = await testApi({ databaseUrl, clock: () => Date.now() + seconds * 1000 })

    const { statusCode, body } = await get('/readyz')

    expect([statusCode, JSON.parse(body)]).toMatchObject([200, { clockAheadSeconds: expect.closeTo(seconds, -1) }])
  })

  it('L6 say which dependency is in trouble, and when it is well again', async () => {
    const { get, databaseFile } = await testApi({ deadlineMs: 100 })
    const other = new DatabaseSync(databaseFile)
    other.exec('begin immediate')

    const troubled = await get('/readyz')

    expect(troubled.statusCode).toBe(503)
    expect(troubled.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'retry-after': '1',
      'cache-control': 'no-store',
    })
    expect(troubled.json()).toMatchObject({ code: 'unavailable', dependencies: [unavailable('sqlite')] })
    expect((await get('/healthz')).statusCode).toBe(200)
    other.exec('rollback')
    other.close()
    expect((await get('/readyz')).statusCode).toBe(200)
  })

  it('L5 L6 FI-6 FI-7 tell a PostgreSQL that hangs from a Redis that is well', async () => {
    const { get, proxy, ready } = await overEngines()
    expect((await get('/readyz')).json()).toMatchObject({ dependencies: [ok('postgres'), ok('redis')] })

    proxy.hold()
    const asked = performance.now()
    const troubled = await get('/readyz')

    expect(troubled.statusCode).toBe(503)
    expect(troubled.json()).toMatchObject({ dependencies: [unavailable('postgres'), ok('redis')] })
    expect(performance.now() - asked).toBeLessThan(1500)
    proxy.cut()
    proxy.release()
    await ready()
  })

  it('L6 FI-2 tell a Redis that is gone from a PostgreSQL that is well, in no words of a driver', async () => {
    const { get, redis, ready } = await overEngines()

    await redis.kill()
    const troubled = await get('/readyz')

    expect(troubled.statusCode).toBe(503)
    expect(troubled.json()).toEqual({
      type: 'urn:coatcheck:problem:unavailable',
      title: 'The service is not available at the moment',
      status: 503,
      code: 'unavailable',
      retryAfterSeconds: 1,
      requestId: expect.any(String),
      dependencies: [ok('postgres'), unavailable('redis')],
    })
    await redis.start()
    await ready()
  })

  it('L5 FI-3 FI-7 name both when both hang, and ask them at the same time', async () => {
    const { get, proxy, redis, ready } = await overEngines()
    redis.pause()
    proxy.hold()

    const asked = performance.now()
    const answers = await Promise.all([get('/readyz'), get('/readyz'), get('/healthz')])

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([503, 503, 200])
    expect(answers[0].json()).toMatchObject({ dependencies: [unavailable('postgres'), unavailable('redis')] })
    expect(performance.now() - asked).toBeLessThan(1500)
    redis.resume()
    proxy.cut()
    proxy.release()
    await ready()
  })
})
