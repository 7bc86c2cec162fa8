import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sharedRedis } from './shared.ts'
import { startProxy, type TcpProxy } from './start-proxy.ts'

describe('a proxy', () => {
  let proxy: TcpProxy
  let socket: Socket

  beforeEach(async () => {
    proxy = await startProxy(sharedRedis())
    socket = connect({ port: proxy.port, host: '127.0.0.1' })
    await once(socket, 'connect')
  })
  afterEach(async () => {
    socket.destroy()
    await proxy.close()
  })

  /** What comes back, and after how long. */
  async function ask(command: string) {
    const started = performance.now()
    socket.write(`${command}\r\n`)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    return { answer: String(answer), ms: performance.now() - started }
  }

  it('lets everything through', async () => {
    expect(await ask('PING')).toMatchObject({ answer: '+PONG\r\n' })
    expect(proxy.connections).toBe(1)
  })

  it('takes its time in both directions', async () => {
    proxy.latencyMs = 40

    expect((await ask('PING')).ms).toBeGreaterThan(75)
  })

  it('lets bytes through one by one', async () => {
    proxy.trickleMs = 2

    expect(await ask('PING')).toMatchObject({ answer: '+' })
  })

  it('holds everything until it is released', async () => {
    proxy.hold()
    const answer = ask('PING')
    const early = await Promise.race([answer, once(socket, 'close'), new Promise((resolve) => setImmediate(resolve))])
    expect(early).toBeUndefined()

    proxy.release()

    expect(await answer).toMatchObject({ answer: '+PONG\r\n' })
  })

  it('resets its connections', async () => {
    const reset = once(socket, 'error')

    proxy.cut()

    expect((await reset)[0]).toMatchObject({ code: 'ECONNRESET' })
  })

  it('puts words into the mouth of the server', async () => {
    const said = once(socket, 'data')

    proxy.say(Buffer.from('nonsense'))

    expect(String((await said)[0])).toBe('nonsense')
  })
})
