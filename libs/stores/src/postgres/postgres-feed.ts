import { randomBytes } from 'node:crypto'
import type { Client, Notification } from 'pg'
import { type FeedListener, heartbeatMs, longestFeedMessage, type StoreFeed } from '../store-feed.ts'
import { endClient, type PostgresConnector } from './postgres-connector.ts'

/** Messages that wait to be sent; one more is refused. */
const mostWaiting = 1000

/** Messages in one transaction. */
const mostAtOnce = 100

/** Between two tries to reach the server, in milliseconds: at first, and after some. */
const [firstRetryMs, lastRetryMs] = [100, 2000]

/** While nobody listens nobody needs a heartbeat, in milliseconds. */
const slowHeartbeatMs = 30_000

// Others in the same database may have a schema and a feed of their own.
const selectChannel = `select 'coatcheck_' || md5(current_schema()) as channel`
const notify = 'select pg_notify($1, message) from unnest($2::text[]) as message'

/**
 * Messages between processes by LISTEN and NOTIFY, on a connection of its own that is opened when it is first needed.
 * The heartbeat is a message to ourselves: when it comes back, everything that was sent before it has.
 */
export class PostgresFeed implements StoreFeed {
  readonly #connector: PostgresConnector
  readonly #deadlineMs: number
  readonly #origin = randomBytes(8).toString('hex')
  readonly #listeners = new Set<FeedListener>()
  readonly #waiting: string[] = []
  #count = 0
  #heardUntil: number | null = null
  #running: Promise<void> | null = null
  #isClosed = false
  #wake: () => void = () => undefined

  constructor(connector: PostgresConnector, deadlineMs: number) {
    this.#connector = connector
    this.#deadlineMs = deadlineMs
  }

  publish(message: string): boolean {
    if (this.#isClosed || this.#waiting.length >= mostWaiting) return false
    if (message.includes('\0') || Buffer.byteLength(message) > longestFeedMessage) return false
    // Numbered, since of two equal notifications in one transaction the server drops one.
    this.#count += 1
    this.#waiting.push(`${this.#origin}m${this.#count} ${message}`)
    this.#start()
    return true
  }

  subscribe(listener: FeedListener): () => void {
    this.#listeners.add(listener)
    this.#start()
    return () => this.#listeners.delete(listener)
  }

  heardUntil(): number | null {
    return this.#heardUntil
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#wake()
    await this.#running
  }

  #start(): void {
    if (this.#isClosed) return
    this.#wake()
    this.#running ??= this.#run()
  }

  async #run(): Promise<void> {
    let retryMs = firstRetryMs
    while (!this.#isClosed) {
      const client = this.#connector.client()
      try {
        await client.connect()
        const channel = await this.#listen(client)
        retryMs = firstRetryMs
        await this.#serve(client, channel)
      } catch {
        // What was on its way is lost; the next connection goes on with the rest.
        await this.#pause(retryMs)
        retryMs = Math.min(lastRetryMs, retryMs * 2)
      }
      await endClient(client, this.#deadlineMs)
    }
  }

  async #listen(client: Client): Promise<string> {
    const { rows } = await client.query<{ channel: string }>(selectChannel)
    const channel = rows[0]?.channel ?? ''
    client.on('notification', (notification: Notification) => this.#hear(notification.payload ?? ''))
    await client.query(`listen "${channel}"`)
    // What was sent while there was no connection never comes.
    this.#tell((listener) => listener.onGap?.())
    return channel
  }

  /** Sends what waits, and a heartbeat at least every so often, until the feed is closed; rejects with the connection. */
  async #serve(client: Client, channel: string): Promise<void> {
    client.once('end', () => this.#wake())
    while (!this.#isClosed) {
      const beat = `${this.#origin}b${performance.now()}`
      const late = setTimeout(() => client.connection.stream.destroy(), this.#deadlineMs)
      try {
        await client.query(notify, [channel, [...this.#waiting.splice(0, mostAtOnce), beat]])
      } finally {
        clearTimeout(late)
      }
      if (this.#waiting.length === 0) await this.#pause(this.#listeners.size > 0 ? heartbeatMs : slowHeartbeatMs)
    }
  }

  #hear(payload: string): void {
    const [, origin, kind, text = ''] = /^(\w{16})(b|m\d+ )(.*)$/s.exec(payload) ?? []
    if (kind === undefined) return
    if (origin !== this.#origin) {
      if (kind !== 'b') this.#tell((listener) => listener.onMessage(text))
    } else if (kind === 'b') {
      this.#heardUntil = Math.max(this.#heardUntil ?? 0, Number(text))
    }
  }

  /** One who throws keeps nothing from the others, and ends neither the feed nor the process (L7). */
  #tell(about: (listener: FeedListener) => void): void {
    for (const listener of [...this.#listeners]) {
      try {
        about(listener)
      } catch {
        continue
      }
    }
  }

  #pause(ms: number): Promise<void> {
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
