import { describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase } from '../../../tools/servers/postgres-address.ts'
import { createRedisDatabase } from '../../../tools/servers/redis-address.ts'
import { sharedPostgres, sharedRedis } from '../../../tools/servers/shared.ts'
import { startRedis } from '../../../tools/servers/start-redis.ts'
import { startApi } from './testing/api-process.ts'
import { Visitor } from './testing/visitor.ts'

const ada = { name: 'Ada Lovelace', email: 'ada@example.org', password: 'lend-me-your-coat' }
const database = async () => (await createDatabase(sharedPostgres())).url

describe('the store', { timeout: 30_000 }, () => {
  it('L4 is a PostgreSQL, whose sessions a restart does not end', async () => {
    const environment = { DATABASE_URL: await database() }
    const first = startApi([], environment)
    const visitor = new Visitor(await first.opened)
    expect((await visitor.post('/auth/register', ada)).status).toBe(201)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)

    const second = startApi([], environment)

    const sameBrowser = new Visitor(await second.opened, visitor.cookie)
    expect((await sameBrowser.get('/auth/me')).status).toBe(200)
  })

  it('is a Redis over a PostgreSQL', async () => {
    const environment = { DATABASE_URL: await database(), REDIS_URL: await createRedisDatabase(sharedRedis()) }
    const visitor = new Visitor(await startApi([], environment).opened)

    expect((await visitor.post('/auth/register', ada)).status).toBe(201)
    expect((await visitor.get('/auth/me')).status).toBe(200)
    expect((await visitor.get('/readyz')).body).toMatchObject({
      dependencies: [{ name: 'postgres' }, { name: 'redis' }],
    })
  })

  it.each([
    {
      missing: 'PostgreSQL',
      environment: { DATABASE_URL: 'postgres://ada:canary@127.0.0.1:1/shop' },
      sentence:
        /^Cannot use the PostgreSQL database shop at 127\.0\.0\.1:1 \(.+\)\. Start the server, or name another one\.$/,
    },
    {
      missing: 'Redis',
      environment: { REDIS_URL: 'redis://ada:canary@127.0.0.1:1/0' },
      sentence: /^Cannot use the Redis 127\.0\.0\.1:1\/0\. .+\. Start the server, or name another one\.$/,
    },
  ])('L5 keeps the API from starting while there is no $missing, and says so without the password', async (facts) => {
    const api = startApi([], { ...facts.environment, START_WAIT_SECONDS: '1' })

    expect(await api.ended).toBe(1)

    expect(api.output().trim()).toMatch(facts.sentence)
    expect(api.output()).not.toContain('canary')
  })

  it('says that a password is wrong, not which one', async () => {
    const wrong = (await database()).replace(/:[^:@]+@/, ':canary@')

    const api = startApi([], { DATABASE_URL: wrong })

    expect(await api.ended).toBe(1)
    expect(api.output()).toMatch(/^Cannot use the PostgreSQL database .* Check the user and the password\.\n$/)
    expect(api.output()).not.toContain('canary')
  })

  it('L6 is waited for at the start, since all the machines may have been started at once', async () => {
    const redis = await startRedis()
    onTestFinished(() => redis.remove())
    await redis.kill()
    const api = startApi([], { REDIS_URL: redis.url })

    await redis.start()

    expect((await new Visitor(await api.opened).get('/readyz')).status).toBe(200)
  })
})
