import { Deadline } from '../deadline.ts'
import { FeedMailbox } from '../feed-mailbox.ts'
import { type FeedListener, heartbeatMs, type StoreFeed } from '../store-feed.ts'
import { readNumber } from './read-answer.ts'
import { RedisConnection } from './redis-connection.ts'
import type { RedisConnector } from './redis-connector.ts'

/** Messages that are sent at one go. */
const mostAtOnce = 100

/** While nobody listens nobody needs a heartbeat, in milliseconds. */
const slowHeartbeatMs = 30_000

/** Messages between processes by PUBLISH and SUBSCRIBE, on a connection of its own that is opened when it is needed. */
export class RedisFeed implements StoreFeed {
  readonly #connection: RedisConnection
  readonly #channel: string
  readonly #mailbox = new FeedMailbox()
  #serving: Promise<void> | null = null
  #isClosed = false
  #wake: () => void = () => undefined

  constructor(connector: RedisConnector, { prefix, answerMs }: { prefix: string; answerMs: number }) {
    // Databases share the channels of their server.
    this.#channel = `${prefix}feed:${connector.database}`
    this.#connection = new RedisConnection(connector, {
      answerMs,
      prepare: async (link) => {
        await link.subscribe(this.#channel, (message) => this.#mailbox.hear(message))
        // What was sent while there was no connection never comes.
        this.#mailbox.tellGap()
        this.#wake()
        // A replica will do: it passes on what its primary is told. What it is told itself stays with its own listeners.
        return { takesWrites: true }
      },
    })
  }

  publish(message: string): boolean {
    const isTaken = !this.#isClosed && this.#mailbox.post(message)
    if (isTaken) this.#start()
    return isTaken
  }

  subscribe(listener: FeedListener): () => void {
    const stop = this.#mailbox.subscribe(listener)
    this.#start()
    return stop
  }

  heardUntil(): number | null {
    return this.#mailbox.heardUntil()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#wake()
    await this.#serving
    await this.#connection.close()
  }

  #start(): void {
    if (this.#isClosed) return
    this.#wake()
    this.#serving ??= Deadline.unbound(() => this.#serve())
  }

  /** Sends what waits, and a heartbeat at least every so often, until the feed is closed. */
  async #serve(): Promise<void> {
    this.#connection.keepUp()
    while (!this.#isClosed) {
      if (this.#connection.isUp) await this.#send()
      if (!this.#connection.isUp || this.#mailbox.isEmpty) await this.#pause()
    }
  }

  async #send(): Promise<void> {
    const commands = this.#mailbox.take(mostAtOnce).map((message) => ['PUBLISH', this.#channel, message])
    // What is lost with the connection is lost.
    await Promise.allSettled(commands.map((command) => this.#connection.ask(command, readNumber)))
  }

  #pause(): Promise<void> {
    const ms = this.#mailbox.isHeard || !this.#connection.isUp ? heartbeatMs : slowHeartbeatMs
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#isClosed ? 0 : ms)
      timer.unref()
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
