import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What is wrong with a provider: `down` refuses connections, `slow` never answers, `error` answers 500. */
export type Trouble = 'down' | 'slow' | 'error'

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** A server on this computer alone, in which things go wrong when a test wants them to. */
export class LoopbackServer {
  readonly port: number
  readonly #server: Server
  #trouble: Trouble | null = null
  #path: string | null = null
  #waiting: (() => void)[] = []

  private constructor(server: Server) {
    this.#server = server
    this.port = (server.address() as AddressInfo).port
  }

  /** Listens on a port, or on any free one with 0. Nothing is answered before {@link answerWith}. */
  static async open(port: number): Promise<LoopbackServer> {
    const server = createServer().listen(port, '127.0.0.1')
    await once(server, 'listening')
    return new LoopbackServer(server)
  }

  answerWith(answer: Answer): void {
    this.#server.on('request', (request, response) => {
      this.#ask(request, response, () => {
        answer(request, response).catch((error: unknown) => {
          console.error(error)
          response.destroy()
        })
      })
    })
  }

  /** Not `localhost`: for browsers it is another site than the app, as providers are. */
  get origin(): string {
    return `http://127.0.0.1:${String(this.port)}`
  }

  /** Begins a trouble, for paths that begin with `path`; with null all is well again, and what waited is answered. */
  async set(trouble: Trouble | null, path: string | null = null): Promise<void> {
    if (this.#trouble === 'down' && trouble !== 'down') {
      this.#server.listen(this.port, '127.0.0.1')
      await once(this.#server, 'listening')
    }
    if (trouble === 'down' && this.#trouble !== 'down') await this.#stop()
    this.#trouble = trouble
    this.#path = path
    if (trouble === 'slow') return
    for (const answer of this.#waiting.splice(0)) answer()
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.#stop()
  }

  #ask(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
    const isHit = this.#path === null || request.url?.startsWith(this.#path) === true
    if (this.#trouble === 'slow' && isHit) this.#waiting.push(answer)
    else if (this.#trouble === 'error' && isHit) response.writeHead(500).end('out of order')
    else answer()
  }

  async #stop(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    this.#waiting = []
    await closed
  }
}
