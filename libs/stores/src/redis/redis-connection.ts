import { randomInt } from 'node:crypto'
import { Deadline } from '../deadline.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { OddAnswer, type ReadAnswer } from './read-answer.ts'
import { asStoreError, errorCode } from './redis-error.ts'
import type { RedisConnector } from './redis-connector.ts'
import { RedisLink } from './redis-link.ts'

export interface RedisConnectionOptions {
  /** How long a command may take, and how long the opening of a connection, in milliseconds. */
  answerMs: number
  /** What a new connection does before all else. Tells whether what is behind it takes writes. */
  prepare: (link: RedisLink) => Promise<{ takesWrites: boolean }>
}

/** Commands under way; one more is refused at once. */
const mostRunning = 10_000

/** Between two tries to reach the server, in milliseconds: at first, and after some. */
const [firstRetryMs, lastRetryMs] = [50, 500]

/** A connection that was lost sooner than this, in milliseconds, was none worth having. */
const steadyMs = 1000

/**
 * Keeps one connection up, over which all commands go. While there is none every command is refused at once: nothing
 * waits for the server to come back but the next try to reach it.
 */
export class RedisConnection {
  readonly #connector: RedisConnector
  readonly #options: RedisConnectionOptions
  readonly #goodbyes = new Set<Promise<void>>()
  #opening: RedisLink | null = null
  #link: RedisLink | null = null
  #takesWrites = false
  #keeping: Promise<void> | null = null
  #trouble: Error = new Error('There was no connection so far')
  #running = 0
  #isClosed = false
  #onStale: () => void = () => undefined
  #wake: () => void = () => undefined

  constructor(connector: RedisConnector, options: RedisConnectionOptions) {
    this.#connector = connector
    this.#options = options
  }

  /** True while commands have somewhere to go. */
  get isUp(): boolean {
    return this.#link !== null
  }

  /** Connects to a server that takes writes, and stays connected from then on. Rejects when the first try fails. */
  async open(): Promise<void> {
    await this.#connect()
    if (!this.#takesWrites) {
      this.#link?.destroy(null)
      throw new Error('It is a replica, which takes no writes')
    }
    this.keepUp()
  }

  /** Connects as soon as the server is there, and again whenever the connection was lost. */
  keepUp(): void {
    this.#keeping ??= Deadline.unbound(() => this.#keepUp())
  }

  /**
   * Sends a command and reads the answer, unless the {@link Deadline} of whoever asked has passed. What was sent and not
   * answered in time may have been done nevertheless, or may be done later.
   */
  async ask<T>(args: readonly string[], read: ReadAnswer<T>): Promise<T> {
    if (Deadline.current()?.hasPassed === true) throw new StoreUnavailable('Nobody waits for this command any more')
    const link = this.#link
    if (link === null) throw asStoreError(this.#trouble)
    if (this.#running >= mostRunning) throw new StoreUnavailable('Too many are waiting for Redis')
    this.#running += 1
    try {
      return read(await link.send(args))
    } catch (error) {
      if (error instanceof OddAnswer) link.destroy(error)
      // Perhaps the name leads to another server by now, which is the primary.
      if (errorCode(error) === 'READONLY') this.#onStale()
      throw asStoreError(error)
    } finally {
      this.#running -= 1
    }
  }

  /** Waits for the answers that are still to come and closes the connection. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#trouble = new Error('The store is closed')
    this.#opening?.destroy(this.#trouble)
    this.#onStale()
    this.#wake()
    await this.#keeping
    this.#replace(null)
    await Promise.all(this.#goodbyes)
  }

  async #keepUp(): Promise<void> {
    let failures = 0
    while (!this.#isClosed) {
      if (this.#link !== null && (await this.#isSteady(this.#link))) failures = 0
      if (failures > 0) await this.#pause(failures)
      failures += 1
      try {
        await this.#connect()
      } catch (error) {
        this.#trouble = asStoreError(error)
      }
    }
  }

  /** Waits until a connection is lost or is to be replaced. Tells whether it was worth having until then. */
  async #isSteady(link: RedisLink): Promise<boolean> {
    const since = performance.now()
    await Promise.race([link.lost, new Promise<void>((resolve) => (this.#onStale = resolve))])
    return this.#takesWrites && performance.now() - since > steadyMs
  }

  async #connect(): Promise<void> {
    if (this.#isClosed) throw this.#trouble
    const { answerMs, prepare } = this.#options
    const link = new RedisLink(this.#connector.client(), answerMs)
    this.#opening = link
    try {
      const { takesWrites } = await link.open(prepare)
      this.#takesWrites = takesWrites
    } catch (error) {
      link.destroy(error)
      throw error
    } finally {
      this.#opening = null
    }
    this.#replace(link)
    void link.lost.then((reason) => {
      if (this.#link !== link) return
      this.#link = null
      this.#trouble = asStoreError(reason)
    })
  }

  #replace(link: RedisLink | null): void {
    const before = this.#link
    this.#link = link
    if (before === null) return
    const goodbye = before.close().catch(() => undefined)
    this.#goodbyes.add(goodbye)
    void goodbye.then(() => this.#goodbyes.delete(goodbye))
  }

  #pause(failures: number): Promise<void> {
    const most = Math.min(lastRetryMs, firstRetryMs * 2 ** (failures - 1))
    return new Promise((resolve) => {
      // Not all nodes at once, as when the server has just come back.
      const timer = setTimeout(resolve, this.#isClosed ? 0 : randomInt(most / 2, most + 1))
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
