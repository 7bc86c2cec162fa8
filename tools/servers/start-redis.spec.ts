import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askRedis, createRedisDatabase } from './redis-address.ts'
import { sharedRedis } from './shared.ts'
import { type RedisServer, startRedis } from './start-redis.ts'

describe('startRedis', () => {
  let server: RedisServer

  beforeAll(async () => {
    server = await startRedis('--requirepass', 'secret')
  })
  afterAll(() => server.remove())

  it('starts a server with the settings that were asked for', async () => {
    expect(await askRedis(server, 'GET a')).toMatch('-NOAUTH')
  })

  it('keeps its address when it is killed and started again', async () => {
    await server.kill()
    await expect(askRedis(server, 'PING')).rejects.toThrow('ECONNREFUSED')

    await server.start()

    expect(await askRedis(server, 'AUTH secret')).toBe('+OK')
  })

  it('says nothing while it is frozen, and then goes on', async () => {
    server.pause()
    await expect(askRedis(server, 'AUTH secret')).rejects.toThrow('did not answer')

    server.resume()

    expect(await askRedis(server, 'AUTH secret')).toBe('+OK')
  })
})

describe('the shared Redis', () => {
  it('gives each test a database of its own', async () => {
    const urls = await Promise.all([1, 2, 3].map(() => createRedisDatabase(sharedRedis())))

    expect(new Set(urls)).toHaveLength(3)
  })
})
