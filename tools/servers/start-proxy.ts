import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** Where it leads. */
export interface ProxyTarget {
  port: number
}

/** A stretch of bad network in front of a server on this computer. What is set holds from the next bytes on. */
export class TcpProxy {
  /** How long every piece is under way, in either direction. */
  latencyMs = 0
  /** Pieces come byte by byte, so many milliseconds apart; null for pieces as they are. */
  trickleMs: number | null = null
  /** Told of every piece that comes from a client, before it goes anywhere. */
  onAsked: () => void = () => undefined
  /** Where new connections lead. */
  target: ProxyTarget
  readonly #server: Server
  readonly #ways = new Set<Way>()
  #isHeld = false

  constructor(target: ProxyTarget) {
    this.target = target
    this.#server = createServer((client) => this.#accept(client))
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** How many connections clients have through it. */
  get connections(): number {
    return [...this.#ways].filter(({ client }) => !client.destroyed).length
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  /** From here on nothing goes through, and nobody is told: a cable that was pulled. */
  hold(): void {
    this.#isHeld = true
  }

  /** Lets everything go on, what was held with it. */
  release(): void {
    this.#isHeld = false
    for (const way of this.#ways) way.flush()
  }

  /** Resets all connections. */
  cut(): void {
    for (const way of this.#ways) way.cut()
  }

  /** Says something to all clients that the server never said. */
  say(bytes: Uint8Array): void {
    for (const way of this.#ways) way.client.write(bytes)
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.cut()
    await closed
  }

  #accept(client: Socket): void {
    client.on('data', () => this.onAsked())
    const way = new Way(client, connect({ port: this.target.port, host: '127.0.0.1' }), {
      isHeld: () => this.#isHeld,
      pieces: (bytes) => this.#pieces(bytes),
    })
    this.#ways.add(way)
    void way.closed.then(() => this.#ways.delete(way))
  }

  #pieces(bytes: Buffer): { bytes: Buffer; afterMs: number }[] {
    const { latencyMs, trickleMs } = this
    if (trickleMs === null) return [{ bytes, afterMs: latencyMs }]
    return [...bytes].map((byte, index) => ({ bytes: Buffer.of(byte), afterMs: latencyMs + index * trickleMs }))
  }
}

interface Weather {
  isHeld: () => boolean
  pieces: (bytes: Buffer) => { bytes: Buffer; afterMs: number }[]
}

/** One connection through the proxy. */
class Way {
  readonly client: Socket
  /** Resolves when both ends are; while everything is held one of them may outlive the other. */
  readonly closed: Promise<unknown>
  readonly #server: Socket
  readonly #weather: Weather
  #held: (() => void)[] = []

  constructor(client: Socket, server: Socket, weather: Weather) {
    this.client = client
    this.#server = server
    this.#weather = weather
    this.closed = Promise.all([client, server].map((socket) => new Promise((resolve) => socket.once('close', resolve))))
    this.#carry(client, server)
    this.#carry(server, client)
  }

  flush(): void {
    const held = this.#held
    this.#held = []
    for (const deliver of held) deliver()
  }

  cut(): void {
    this.client.resetAndDestroy()
    this.#server.resetAndDestroy()
  }

  #carry(from: Socket, to: Socket): void {
    from.setNoDelay(true)
    from.on('error', () => to.resetAndDestroy())
    from.on('close', () => this.#deliver(0, () => to.destroy()))
    from.on('end', () => this.#deliver(0, () => to.end()))
    from.on('data', (data) => {
      for (const { bytes, afterMs } of this.#weather.pieces(data)) this.#deliver(afterMs, () => to.write(bytes))
    })
  }

  #deliver(afterMs: number, act: () => void): void {
    const deliver = () => (this.#weather.isHeld() ? this.#held.push(deliver) : act())
    if (afterMs === 0) deliver()
    else setTimeout(deliver, afterMs)
  }
}

/**
 * Starts a proxy on a loopback port in front of a server.
 *
 * @example
 * const proxy = await startProxy(server)
 * proxy.latencyMs = 300
 */
export async function startProxy(target: ProxyTarget): Promise<TcpProxy> {
  const proxy = new TcpProxy(target)
  await proxy.listen()
  return proxy
}
