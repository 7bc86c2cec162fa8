import { randomBytes } from 'node:crypto'
import { type FeedListener, longestFeedMessage } from './store-feed.ts'

/** Messages that wait to be sent; one more is refused. */
const mostWaiting = 1000

/**
 * What feeds have in common, whatever carries their messages: who listens here, what waits to be sent, and a label on
 * everything that is sent, by which each process knows its own. The heartbeat is a message to ourselves: when it comes
 * back, everything that was sent before it has.
 */
export class FeedMailbox {
  readonly #origin = randomBytes(8).toString('hex')
  readonly #listeners = new Set<FeedListener>()
  readonly #waiting: string[] = []
  #count = 0
  #heardUntil: number | null = null

  /** True while somebody listens, who wants to know how far the feed was heard. */
  get isHeard(): boolean {
    return this.#listeners.size > 0
  }

  /** True when nothing waits to be sent. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** Takes a message that is to be sent, or refuses it. */
  post(message: string): boolean {
    if (this.#waiting.length >= mostWaiting || Buffer.byteLength(message) > longestFeedMessage) return false
    // Numbered, so that two that say the same are not the same.
    this.#count += 1
    this.#waiting.push(`${this.#origin}m${this.#count} ${message}`)
    return true
  }

  subscribe(listener: FeedListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  heardUntil(): number | null {
    return this.#heardUntil
  }

  /** What is to be sent next: some of the messages that wait, and a heartbeat behind them. */
  take(most: number): string[] {
    return [...this.#waiting.splice(0, most), `${this.#origin}b${performance.now()}`]
  }

  /** Reads what has come in, and tells the listeners what others have sent. */
  hear(payload: string): void {
    const [, origin, kind, text = ''] = /^(\w{16})(b|m\d+ )(.*)$/s.exec(payload) ?? []
    if (kind === undefined) return
    if (origin !== this.#origin) {
      if (kind !== 'b') this.#tell((listener) => listener.onMessage(text))
    } else if (kind === 'b') {
      const beat = Number(text)
      // Somebody else on the channel may forge one: what was not sent before now is none of ours, nor is what is no number.
      if (beat <= performance.now()) this.#heardUntil = Math.max(this.#heardUntil ?? 0, beat)
    }
  }

  /** Tells the listeners that something may have been lost. */
  tellGap(): void {
    this.#tell((listener) => listener.onGap?.())
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
}
