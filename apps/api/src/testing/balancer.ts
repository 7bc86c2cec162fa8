import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** What a node is asked so often, in milliseconds: once a second is usual, and a test has no time. */
const probeMs = 100

interface Node {
  url: string
  agent: Agent
  isReady: boolean
}

/**
 * A load balancer as people have in front of two nodes: one after the other, those alone whose `/readyz` says yes. It
 * tries a request again elsewhere only when no node can have seen it, or, for a GET, when the connection was closed.
 */
export class Balancer {
  readonly #server = createServer((incoming, outgoing) => void this.#pass(incoming, outgoing))
  readonly #nodes: Node[] = []
  readonly #probing: NodeJS.Timeout
  #turn = 0
  /** Requests that were tried again on another node. */
  retries = 0

  constructor() {
    this.#probing = setInterval(() => void this.#probe(), probeMs)
  }

  get url(): string {
    return `http://localhost:${String((this.#server.address() as AddressInfo).port)}`
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  /** Puts a node into service once it is ready. */
  add(url: string): void {
    this.#nodes.push({ url, agent: new Agent({ keepAlive: true }), isReady: false })
  }

  /** Takes a node out of the list. */
  remove(url: string): void {
    const index = this.#nodes.findIndex((node) => node.url === url)
    this.#nodes.splice(index, 1).forEach(({ agent }) => agent.destroy())
  }

  /** How many nodes are in service. */
  get ready(): number {
    return this.#nodes.filter(({ isReady }) => isReady).length
  }

  async close(): Promise<void> {
    clearInterval(this.#probing)
    for (const { agent } of this.#nodes) agent.destroy()
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #probe(): Promise<void> {
    await Promise.all(
      this.#nodes.map(async (node) => {
        const answer = await fetch(`${node.url}/readyz`).catch(() => null)
        node.isReady = answer?.status === 200
      }),
    )
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming)
    const candidates = this.#nodes.filter(({ isReady }) => isReady)
    // Others come meanwhile and move it on.
    const first = this.#turn++
    for (let index = 0; index < candidates.length; index++) {
      const node = candidates[(first + index) % candidates.length]
      if (node === undefined) break
      try {
        const answer = await ask(node, incoming, body)
        outgoing.writeHead(answer.status, answer.headers).end(answer.body)
        return
      } catch (error) {
        if (!mayTryAgain(incoming, error)) break
        this.retries += 1
      }
    }
    outgoing.writeHead(502).end()
  }
}

async function ask({ url, agent }: Node, { method, url: path = '/', headers }: IncomingMessage, body: Buffer) {
  const sent = request(url + path, { method, headers, agent })
  sent.end(body)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) }
}

function mayTryAgain({ method }: IncomingMessage, error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'ECONNREFUSED' || (method === 'GET' && code === 'ECONNRESET')
}
