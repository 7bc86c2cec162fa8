import type { LiveEvents } from '@coatcheck/contract'
import type { FastifyInstance } from 'fastify'
import { once } from 'node:events'
import { Agent, get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Browser } from './browser.ts'
import { publicUrl } from './test-app.ts'

type LiveEvent = { [Name in keyof LiveEvents]: { name: Name; data: LiveEvents[Name] } }[keyof LiveEvents]

/** A page that listens to `GET /auth/events`, through a real socket and as an `EventSource` would. */
export class LivePage {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly #answer: IncomingMessage
  readonly #blocks: AsyncGenerator<string, undefined>

  private constructor(answer: IncomingMessage) {
    this.status = answer.statusCode ?? 0
    this.headers = answer.headers
    this.#answer = answer
    this.#blocks = readBlocks(answer)
  }

  /** Opens the page in a browser that may be logged in; the app must listen. */
  static async open(app: FastifyInstance, { cookieHeader }: Pick<Browser, 'cookieHeader'>): Promise<LivePage> {
    const agent = new Agent({ keepAlive: true })
    const { port } = app.server.address() as AddressInfo
    const headers = { host: new URL(publicUrl).host, cookie: cookieHeader, 'sec-fetch-site': 'same-origin' }
    const request = get({ host: '127.0.0.1', port, path: '/auth/events', headers, agent })
    onTestFinished(() => {
      request.destroy()
      agent.destroy()
    })
    const [answer] = (await once(request, 'response')) as [IncomingMessage]
    return new LivePage(answer)
  }

  /** The next event, or null when the stream has ended. Rejects when it was cut off. */
  async next(): Promise<LiveEvent | null> {
    for (;;) {
      const block = await this.nextBlock()
      if (block === null) return null
      const [, name, data] = /^event: (\w+)\ndata: (.+)$/.exec(block) ?? []
      if (name !== undefined && data !== undefined) return { name, data: JSON.parse(data) as unknown } as LiveEvent
    }
  }

  /** Whatever comes next, events or not, or null when the stream has ended. */
  async nextBlock(): Promise<string | null> {
    return (await this.#blocks.next()).value ?? null
  }

  /** The whole body of an answer that is no stream. */
  async json(): Promise<unknown> {
    return JSON.parse((await this.nextBlock()) ?? 'null')
  }

  /** Goes away, as a tab that is closed. */
  leave(): void {
    this.#answer.destroy()
  }
}

/** Listens on a free port. */
export async function listen(app: FastifyInstance): Promise<void> {
  await app.listen({ host: '127.0.0.1', port: 0 })
}

async function* readBlocks(answer: IncomingMessage): AsyncGenerator<string, undefined> {
  let text = ''
  for await (const chunk of answer.setEncoding('utf8')) {
    const blocks = (text + String(chunk)).split('\n\n')
    text = blocks.pop() ?? ''
    yield* blocks
  }
  if (text !== '') yield text
  return undefined
}
