import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { askRedis, createRedisDatabase } from '../../../../tools/servers/redis-address.ts'
import { sharedRedis } from '../../../../tools/servers/shared.ts'
import { startBabbler } from '../../../../tools/servers/start-babbler.ts'
import { type RedisServer, startRedis } from '../../../../tools/servers/start-redis.ts'
import { Deadline } from '../deadline.ts'
import { sqlite } from '../sqlite.ts'
import type { Store } from '../store.ts'
import { StoreRefused } from '../store-refused.ts'
import { minute, noon, onItsOwn, sessionRecord } from '../testing/session-record.ts'
import { redis, type RedisOptions } from './open-redis.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-open-redis-'))
const openSql = () => sqlite(join(folder, `${randomUUID()}.db`))

describe('redis', () => {
  const opened: Store[] = []
  let url: string

  beforeAll(async () => {
    url = await createRedisDatabase(sharedRedis())
  })
  afterEach(() => Promise.all(opened.splice(0).map((store) => store.close())))

  async function open(options: Partial<RedisOptions> = {}) {
    const store = await redis(url, { over: await openSql(), ...options })
    opened.push(store)
    return store
  }

  async function keys() {
    const client = await createClient({ url }).connect()
    const names = await client.keys('*')
    await client.close()
    return names.sort()
  }

  it('finds what an earlier process kept', async () => {
    const file = join(folder, `${randomUUID()}.db`)
    const session = sessionRecord()
    const first = await open({ over: await sqlite(file) })
    await first.sessions.create(session, onItsOwn)
    await first.close()

    const second = await open({ over: await sqlite(file) })

    expect(await second.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
  })

  it('keeps what changes in Redis and everything else in SQL', async () => {
    const over = await openSql()
    const store = await open({ over, prefix: 'shop:' })
    const session = sessionRecord({ data: { cart: ['coat'] } })

    await store.sessions.create(session, onItsOwn)
    await store.sessions.update(session.id, { data: { seen: true } }, noon)
    await store.rateLimits.take([{ key: 'ada', limit: { most: 1, refillMs: minute } }], noon)

    expect(await keys()).toEqual(expect.arrayContaining(['shop:expiries', 'shop:limits', `shop:session:${session.id}`]))
    expect(await over.sessions.find(session.tokenHash)).toMatchObject({
      session: { id: session.id, userId: 'usr_ada', data: {}, ip: null, userAgent: null },
    })
  })

  it('shares a Redis with others under another prefix', async () => {
    const [first, second] = [await open({ prefix: 'first:' }), await open({ prefix: 'second:' })]
    const tries = [{ key: 'ada', limit: { most: 1, refillMs: minute } }]

    expect(await first.rateLimits.take(tries, noon)).toEqual({ allowed: true })

    expect(await second.rateLimits.take(tries, noon)).toEqual({ allowed: true })
    expect(await first.rateLimits.take(tries, noon)).toMatchObject({ allowed: false })
  })

  it('lets a value go with its session, and an hour later than it expires when nobody clears up', async () => {
    const store = await open()
    const session = sessionRecord()
    await store.sessions.create(session, onItsOwn)
    const client = await createClient({ url }).connect()
    const leftMs = async () => Math.round((await client.pTTL(`coatcheck:session:${session.id}`)) / minute)

    expect(await leftMs()).toBe(30 + 60)
    await store.sessions.update(session.id, { idleExpiresAt: noon + 1000 * 60 * minute }, noon + 20 * minute)
    expect(await leftMs()).toBe(12 * 60 - 20 + 60)

    await client.close()
  })

  it('L2 L4 sends nothing for which nobody waits any more', async () => {
    const store = await open()
    const session = sessionRecord()
    await store.sessions.create(session, onItsOwn)
    const deadline = new Deadline(1)
    const giveUp = () => new Error('too late')
    let outcome: unknown = null

    const late = deadline.wait(async () => {
      await vi.waitUntil(() => deadline.hasPassed)
      outcome = await store.sessions.update(session.id, { data: { late: true } }, noon).catch((error: unknown) => error)
    }, giveUp)

    await expect(late).rejects.toThrow('too late')
    await vi.waitUntil(() => outcome !== null)
    expect(outcome).toMatchObject({ name: 'StoreUnavailable' })
    expect(await store.sessions.find(session.tokenHash)).toEqual({ state: 'kept', session })
  })

  it('rejects instead of throwing once it is closed, and closes the store in SQL', async () => {
    const over = await openSql()
    const store = await open({ over })
    await store.close()

    await expect(store.rateLimits.clear(['ada'])).rejects.toMatchObject({ name: 'StoreUnavailable' })
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable', troubled: ['sql', 'redis'] })
    await expect(over.check()).rejects.toMatchObject({ name: 'StoreUnavailable' })
  })

  describe('refuses', () => {
    async function refusalOf(where: string, options: Partial<RedisOptions> = {}): Promise<string> {
      const over = await openSql()
      const refusal: unknown = await redis(where, { over, startMs: 300, ...options }).catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(StoreRefused)
      expect(String(refusal)).not.toContain('sesame')
      if (options.over === undefined) await expect(over.check(), 'the store in SQL is closed').rejects.toThrow()
      return String(refusal)
    }

    async function refusalBy(...settings: string[]): Promise<string> {
      const server: RedisServer = await startRedis(...settings)
      try {
        return await refusalOf(`redis://:open-sesame@127.0.0.1:${server.port}`)
      } finally {
        await server.remove()
      }
    }

    it.each(['allkeys-lru', 'volatile-ttl'])(
      'FI-4 a server with maxmemory-policy %s, and tells the cure',
      async (policy) => {
        const server = await startRedis('--maxmemory-policy', policy)
        const message = await refusalOf(server.url)
        await server.remove()

        expect(message).toContain(`Its maxmemory-policy is ${policy}`)
        expect(message).toContain('Set maxmemory-policy noeviction')
      },
    )

    it('a wrong password, at once and without repeating it', async () => {
      expect(await refusalBy('--requirepass', 'secret')).toContain('Check the user and the password')
    })

    it('a password that is missing', async () => {
      const server = await startRedis('--requirepass', 'secret')
      const message = await refusalOf(server.url)
      await server.remove()

      expect(message).toContain('Check the user and the password')
    })

    it('a user who may not look', async () => {
      const server = await startRedis('--user', 'ada', 'on', '>open-sesame', '~*', '+@all', '-info')
      const message = await refusalOf(`redis://ada:open-sesame@127.0.0.1:${server.port}`)
      await server.remove()

      expect(message).toContain('Let this user do that')
    })

    it('a database that is not there', async () => {
      expect(await refusalOf(`redis://127.0.0.1:${sharedRedis().port}/99999`)).toContain('Name another database')
    })

    it('a part of a cluster', async () => {
      const server = await startRedis('--cluster-enabled', 'yes')
      const message = await refusalOf(server.url)
      await server.remove()

      expect(message).toContain('Name one Redis')
    })

    it('a replica, after the time that was given', async () => {
      const server = await startRedis('--replicaof', '127.0.0.1', String(sharedRedis().port))
      const message = await refusalOf(server.url)
      await server.remove()

      expect(message).toContain('It is a replica, which takes no writes')
    })

    it.each([
      { what: 'a port where nobody listens', where: 'redis://127.0.0.1:1' },
      { what: 'a socket that is missing', where: 'unix:///nowhere/redis.sock' },
      { what: 'a host that nobody knows', where: 'redis://nowhere.invalid' },
    ])('$what, after the time that was given', async ({ where }) => {
      expect(await refusalOf(where)).toMatch(/Cannot use the Redis .*\. Start the server, or name another one\./)
    })

    it('something else that listens there', async () => {
      const babbler = await startBabbler(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))

      await refusalOf(`redis://127.0.0.1:${babbler.port}`)

      await babbler.close()
    })

    it.each(['', 'cache.example', 'http://ada:open-sesame@cache.example', 'redis://ada:open-sesame@:x/0'])(
      'the address %s, without repeating it',
      async (where) => {
        expect(await refusalOf(where)).toContain('Write redis://user:password@host:6379/0')
      },
    )

    it('to go over a store that is not in SQL', async () => {
      const over = { ...(await open()), close: async () => undefined }

      expect(await refusalOf(url, { over })).toContain('go over a store of sqlite() or postgres()')
    })

    it('to start without the driver, and tells how to install it', async () => {
      vi.doMock('redis', () => {
        throw new Error('Cannot find package')
      })

      expect(await refusalOf(url)).toContain('npm install redis')

      vi.doUnmock('redis')
    })
  })

  it('waits at the start for a server that comes late', async () => {
    const server = await startRedis()
    await server.stop()
    const opening = redis(server.url, { over: await openSql() })

    await server.start()

    await (await opening).close()
    expect(await askRedis(server, 'PING')).toBe('+PONG')
    await server.remove()
  })
})
