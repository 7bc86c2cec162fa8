import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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

  /** Of all that are connected to the server. */
  async function clientNames(): Promise<string[]> {
    const other = connect({ port: sharedRedis().port, host: '127.0.0.1' })
    other.write('CLIENT LIST\r\n')
    const [answer] = (await once(other, 'data')) as [Buffer]
    other.destroy()
    return [...String(answer).matchAll(/ name=(\S+)/g)].map(([, name = '']) => name)
  }

  it('lets everything through', async () => {
    expect(await ask('PING')).toMatchObject({ answer: '+PONG\r\n' })
    expect(proxy.connections).toBe(1)
  })

  it('tells of what is asked before it goes through', async () => {
    const asked: string[] = []
    proxy.onAsked = () => {
      proxy.hold()
      asked.push('something')
    }
    socket.write('PING\r\n')
    await vi.waitUntil(() => asked.length === 1)
    const answer = once(socket, 'data')

    proxy.release()

    expect(String((await answer)[0])).toBe('+PONG\r\n')
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

  it('tells the server of a client that went away meanwhile, once it is released', async () => {
    await ask('CLIENT SETNAME leaving')
    proxy.hold()
    socket.destroy()
    await vi.waitUntil(() => proxy.connections === 0)
    const names = async () => (await clientNames()).includes('leaving')
    expect(await names()).toBe(true)

    proxy.release()

    await vi.waitUntil(async () => !(await names()))
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
