import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RedisClient } from './load-driver.ts'

/** After so many milliseconds without a question it is asked whether the server is still there. */
const pingMs = 1000

/**
 * One connection, from its opening to its end. An answer that does not come in time ends it, and so does one that cannot
 * be read: the next answer might be taken for that of another question.
 */
export class RedisLink {
  readonly #client: RedisClient
  readonly #answerMs: number
  readonly #lost = Promise.withResolvers<unknown>()
  #pinging: NodeJS.Timeout | null = null
  #askedAt = 0
  #isDestroyed = false

  constructor(client: RedisClient, answerMs: number) {
    this.#client = client
    this.#answerMs = answerMs
    client.on('error', (error) => this.destroy(error))
    client.on('end', () => this.#lost.resolve(new Error('The connection was closed')))
  }

  /** Resolves with the reason when it has ended. */
  get lost(): Promise<unknown> {
    return this.#lost.promise
  }

  /** Opens it, and does what comes before all else. */
  async open<T>(prepare: (link: RedisLink) => Promise<T>): Promise<T> {
    await this.#inTime(() => this.#connect())
    const prepared = await prepare(this)
    this.#pinging = setInterval(() => this.#ping(), pingMs).unref()
    return prepared
  }

  /** Sends a command and waits for the answer. Rejects with whatever the driver or the server says. */
  send(args: readonly string[]): Promise<unknown> {
    this.#askedAt = performance.now()
    return this.#inTime(() => this.#client.sendCommand(args))
  }

  /** Listens to a channel. */
  subscribe(channel: string, onMessage: (message: string) => void): Promise<unknown> {
    return this.#inTime(() => this.#client.subscribe(channel, onMessage))
  }

  /** Ends it once every answer is there that is still to come. */
  async close(): Promise<void> {
    clearInterval(this.#pinging ?? undefined)
    await this.#inTime(() => this.#client.close())
  }

  /** Ends it at once. Who waits for an answer is told. */
  destroy(reason: unknown): void {
    clearInterval(this.#pinging ?? undefined)
    this.#isDestroyed = true
    this.#lost.resolve(reason)
    this.#client.destroy()
  }

  async #inTime<T>(work: () => Promise<T>): Promise<T> {
    let isAnswered = false
    const giveUp = async () => {
      // If it was us who were busy, the answer may have come already and is read now.
      await nextTurn()
      if (!isAnswered) this.destroy(new Error(`Redis did not answer within ${this.#answerMs} ms`))
    }
    const timer = setTimeout(() => void giveUp(), this.#answerMs)
    try {
      return await work()
    } finally {
      isAnswered = true
      clearTimeout(timer)
    }
  }

  async #connect(): Promise<void> {
    await this.#client.connect()
    // The driver goes on connecting when it is told to end before the socket is open.
    if (this.#isDestroyed) this.destroy(null)
  }

  #ping(): void {
    if (performance.now() - this.#askedAt < pingMs) return
    this.send(['PING']).catch(() => undefined)
  }
}
