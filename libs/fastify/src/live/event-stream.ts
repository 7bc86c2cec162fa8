import type { LiveEvents } from '@coatcheck/contract'
import { randomInt } from 'node:crypto'
import { Readable, type Writable } from 'node:stream'

/** So often something is sent, so that proxies do not take the connection for a dead one (most give up at 60 s). */
const heartbeatMs = 15_000

/** A client that leaves more than this unread has stopped reading. */
const mostWaitingBytes = 64 * 1024

/** A client has so long to take what was sent last. */
const lastWordsMs = 2000

/** Server-sent events (WHATWG HTML, 9.2) on their way into a response; over when the response is. */
export class EventStream extends Readable {
  readonly #response: Writable
  readonly #heart: NodeJS.Timeout
  #finished: Promise<void> | null = null

  constructor(response: Writable) {
    super()
    this.#response = response
    this.#heart = setInterval(() => {
      this.#send(':\n\n')
    }, heartbeatMs)
    // Also when this was never sent, since a hook of the host's failed: nothing else would say that it is over.
    response.once('close', () => this.destroy())
    if (response.destroyed) this.destroy()
    // The first bytes tell the browser that the stream is open. All come back after a restart, but not all at once.
    this.#send(`retry: ${randomInt(2000, 6000)}\n\n`)
  }

  /** Sends an event. JSON has no line breaks of its own, so one line of data holds it. */
  tell<Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]): void {
    this.#send(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  /** Ends the stream after what was sent so far. Resolves when the response is over. */
  async finish(): Promise<void> {
    this.#finished ??= this.#finish()
    return this.#finished
  }

  override _read(): void {
    // Nothing to fetch: events are pushed when they happen.
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    clearInterval(this.#heart)
    callback(error)
  }

  async #finish(): Promise<void> {
    clearInterval(this.#heart)
    if (this.destroyed) return
    this.push(null)
    const { promise: over, resolve } = Promise.withResolvers<undefined>()
    const cutOff = setTimeout(() => {
      this.#response.destroy()
      resolve(undefined)
    }, lastWordsMs)
    this.#response.once('close', resolve)
    await over
    clearTimeout(cutOff)
  }

  #send(text: string): void {
    if (this.#finished !== null || this.destroyed) return
    this.push(text)
    if (this.readableLength + this.#response.writableLength > mostWaitingBytes) this.destroy()
  }
}
