import { setTimeout as delay } from 'node:timers/promises'
import type { Client, Notification } from 'pg'
import { Deadline } from '../deadline.ts'
import { FeedMailbox } from '../feed-mailbox.ts'
import { type FeedListener, heartbeatMs, type StoreFeed } from '../store-feed.ts'
import { endClient, type PostgresConnector } from './postgres-connector.ts'

/** Messages in one transaction. */
const mostAtOnce = 100

/** Between two tries to reach the server, in milliseconds: at first, and after some. */
const [firstRetryMs, lastRetryMs] = [100, 2000]

/** While nobody listens nobody needs a heartbeat, in milliseconds. */
const slowHeartbeatMs = 30_000

// Others in the same database may have a schema and a feed of their own.
const selectChannel = `select 'coatcheck_' || md5(current_schema()) as channel`
const notify = 'select pg_notify($1, message) from unnest($2::text[]) as message'

/** Messages between processes by LISTEN and NOTIFY, on a connection of its own that is opened when it is first needed. */
export class PostgresFeed implements StoreFeed {
  readonly #connector: PostgresConnector
  readonly #deadlineMs: number
  readonly #mailbox = new FeedMailbox()
  readonly #closing = new AbortController()
  #running: Promise<void> | null = null
  #wake: () => void = () => undefined

  constructor(connector: PostgresConnector, deadlineMs: number) {
    this.#connector = connector
    this.#deadlineMs = deadlineMs
  }

  publish(message: string): boolean {
    const isTaken = !this.#isClosed && !message.includes('\0') && this.#mailbox.post(message)
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
    this.#closing.abort()
    this.#wake()
    await this.#running
  }

  get #isClosed(): boolean {
    return this.#closing.signal.aborted
  }

  #start(): void {
    if (this.#isClosed) return
    this.#wake()
    // It goes on for longer than whoever was the first to need it.
    this.#running ??= Deadline.unbound(() => this.#run())
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
        await delay(retryMs, undefined, { signal: this.#closing.signal, ref: false }).catch(() => undefined)
        retryMs = Math.min(lastRetryMs, retryMs * 2)
      }
      await endClient(client, this.#deadlineMs)
    }
  }

  async #listen(client: Client): Promise<string> {
    const { rows } = await this.#inTime(client, client.query<{ channel: string }>(selectChannel))
    const channel = rows[0]?.channel ?? ''
    client.on('notification', ({ payload = '' }: Notification) => this.#mailbox.hear(payload))
    await this.#inTime(client, client.query(`listen "${channel}"`))
    // What was sent while there was no connection never comes.
    this.#mailbox.tellGap()
    return channel
  }

  /** Sends what waits, and a heartbeat at least every so often, until the feed is closed; rejects with the connection. */
  async #serve(client: Client, channel: string): Promise<void> {
    client.once('end', () => this.#wake())
    while (!this.#isClosed) {
      await this.#inTime(client, client.query(notify, [channel, this.#mailbox.take(mostAtOnce)]))
      if (this.#mailbox.isEmpty) await this.#pause(this.#mailbox.isHeard ? heartbeatMs : slowHeartbeatMs)
    }
  }

  async #inTime<T>(client: Client, answer: Promise<T>): Promise<T> {
    const timer = setTimeout(() => client.connection.stream.destroy(), this.#deadlineMs)
    try {
      return await answer
    } finally {
      clearTimeout(timer)
    }
  }

  /** Waits so long, or until there is something to do. */
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
