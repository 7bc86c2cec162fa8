import { EventEmitter } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RedisLink } from './redis-link.ts'

/** The driver's client in front of a server that takes its time. */
class SlowClient extends EventEmitter {
  readonly connected = Promise.withResolvers<undefined>()
  readonly answered = Promise.withResolvers<string>()
  readonly options = {}
  destructions = 0

  connect() {
    return this.connected.promise
  }

  sendCommand() {
    return this.answered.promise
  }

  subscribe() {
    return this.answered.promise
  }

  async close() {
    this.destructions += 1
  }

  destroy() {
    this.destructions += 1
    this.answered.reject(new Error('destroyed'))
  }
}

const ready = async () => 'ready'

describe('RedisLink', () => {
  it('leaves no connection behind that opens after it was ended', async () => {
    const client = new SlowClient()
    const link = new RedisLink(client, 60_000)
    const opening = link.open(() => link.send(['INFO'])).catch(() => undefined)

    link.destroy(new Error('on purpose'))
    client.connected.resolve(undefined)
    await opening

    expect(client.destructions).toBe(2)
  })

  it('L7 ends with the first error of the driver, and tells why', async () => {
    const client = new SlowClient()
    const link = new RedisLink(client, 60_000)
    client.connected.resolve(undefined)
    await link.open(ready)
    const asking = link.send(['PING'])

    client.emit('error', new Error('Unknown RESP type'))

    await expect(asking).rejects.toThrow('destroyed')
    expect(await link.lost).toMatchObject({ message: 'Unknown RESP type' })
  })

  it('L5 ends when an answer does not come in time', async () => {
    const client = new SlowClient()
    const link = new RedisLink(client, 1)
    client.connected.resolve(undefined)
    await link.open(ready)

    await expect(link.send(['PING'])).rejects.toThrow('destroyed')

    expect(await link.lost).toMatchObject({ message: 'Redis did not answer within 1 ms' })
  })

  it('takes an answer that came while the process was busy', async () => {
    const client = new SlowClient()
    const link = new RedisLink(client, 1)
    client.connected.resolve(undefined)
    await link.open(ready)
    onTestFinished(() => link.destroy(null))
    const asking = link.send(['PING'])

    const busyUntil = performance.now() + 5
    while (performance.now() < busyUntil) continue
    client.answered.resolve('PONG')

    await expect(asking).resolves.toBe('PONG')
  })
})
