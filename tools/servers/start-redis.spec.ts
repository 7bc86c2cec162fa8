import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { askRedis, createRedisDatabase, RedisTalk } from './redis-address.ts'
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

  it('has a socket in the file system, too', async () => {
    const socket = connect(server.socketFile)
    onTestFinished(() => void socket.destroy())

    socket.write('PING\r\n')

    expect(String((await once(socket, 'data'))[0])).toMatch('-NOAUTH')
  })

  it('is talked to over one connection, of as many as it takes', async () => {
    const talk = new RedisTalk(server)
    onTestFinished(() => talk.close())
    await talk.ask('AUTH secret')

    expect(await talk.ask('CONFIG SET maxclients 1')).toBe('+OK')

    await expect(askRedis(server, 'PING')).resolves.toMatch('-ERR max number of clients')
    expect(await talk.ask('CONFIG SET maxclients 100')).toBe('+OK')
    expect(await askRedis(server, 'PING')).toMatch('-NOAUTH')
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
