import { describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { createRedisDatabase } from '../../../../tools/servers/redis-address.ts'
import { freePort } from '../../../../tools/servers/free-port.ts'
import { sharedPostgres, sharedRedis } from '../../../../tools/servers/shared.ts'
import { type ApiProcess, startApi } from '../testing/api-process.ts'
import { Balancer } from '../testing/balancer.ts'
import { type Answer, Visitor } from '../testing/visitor.ts'

const password = 'lend-me-your-coat'

/** Two nodes behind a balancer, over one database. */
async function twoNodes(engines: object) {
  const balancer = new Balancer()
  await balancer.listen()
  onTestFinished(() => balancer.close())
  const environment = {
    ...engines,
    PUBLIC_URL: balancer.url,
    RATE_LIMIT_FACTOR: '100000',
    SHUTDOWN_GRACE_SECONDS: '1',
    LOG_LEVEL: 'warn',
  }
  const start = async (): Promise<{ api: ApiProcess; url: string }> => {
    const port = await freePort()
    const api = startApi([], { ...environment, PORT: String(port) })
    await api.opened
    const url = `http://127.0.0.1:${String(port)}`
    balancer.add(url)
    return { api, url }
  }
  const nodes = [await start(), await start()]
  const inService = (count: number) => expect.poll(() => balancer.ready, { timeout: 20_000 }).toBe(count)
  await inService(2)
  return {
    balancer,
    /** Takes one node after the other out, ends it and starts it again. Tells how they ended. */
    async restart(): Promise<(number | string)[]> {
      const codes = []
      for (const { api, url } of nodes) {
        api.child.kill('SIGTERM')
        await inService(1)
        codes.push(await api.ended)
        balancer.remove(url)
        await start()
        await inService(2)
      }
      return codes
    },
  }
}

/** Somebody who never stops: logs in, reads, extends, steps up, logs out, and looks whether that held. */
async function useIt(url: string, email: string, isOver: () => boolean) {
  const wrong: string[] = []
  let count = 0
  const expectStatus = async (what: string, asked: Promise<Answer>, wanted: number) => {
    const { status, body } = await asked
    count += 1
    if (status !== wanted) wrong.push(`${what}: ${String(status)} ${String(body?.['code'])}`)
  }
  const steady = new Visitor(url)
  await expectStatus('register', steady.post('/auth/register', { name: 'Ada', email, password }), 201)
  while (!isOver()) {
    const visitor = new Visitor(url)
    await expectStatus('login', visitor.post('/auth/login', { email, password }), 200)
    for (let read = 0; read < 10; read++) await expectStatus('me', visitor.get('/auth/me'), 200)
    await expectStatus('extend', visitor.post('/auth/session/extend'), 200)
    const old = new Visitor(url, visitor.sessionCookie)
    await expectStatus('step up', visitor.post('/auth/session/reauthenticate', { password }), 200)
    await expectStatus('the old token', old.get('/auth/me'), 401)
    const copy = new Visitor(url, visitor.sessionCookie)
    await expectStatus('logout', visitor.post('/auth/logout'), 204)
    await expectStatus('after logout', copy.get('/auth/me'), 401)
    await expectStatus('the session of before', steady.get('/auth/me'), 200)
  }
  await expectStatus('the session of before, at last', steady.get('/auth/me'), 200)
  return { wrong, count }
}

const overPostgres = async () => ({ DATABASE_URL: (await createDatabase(sharedPostgres())).url })
const overRedis = async () => ({ ...(await overPostgres()), REDIS_URL: await createRedisDatabase(sharedRedis()) })

describe.each([
  { name: 'PostgreSQL', engines: overPostgres },
  { name: 'Redis over PostgreSQL', engines: overRedis },
])('two nodes over one $name that are restarted one after the other', { timeout: 120_000 }, ({ engines }) => {
  it('L1 L2 L3 L4 FI-11 FI-12 lose no session, answer no wrong 401 and no 5xx', async () => {
    const { balancer, restart } = await twoNodes(await engines())
    let isOver = false
    const people = Array.from({ length: 6 }, (_, index) =>
      useIt(balancer.url, `ada-${index}@example.org`, () => isOver),
    )

    const codes = await restart()
    isOver = true
    const results = await Promise.all(people)

    expect(results.flatMap(({ wrong }) => wrong)).toEqual([])
    expect(codes).toEqual([0, 0])
    expect(results.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(100)
  })
})
