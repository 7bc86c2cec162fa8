import type { StoreFeed } from '@coatcheck/stores'
import { type News, readNews, writeNews } from './news.ts'

export interface FeedOptions {
  /** Carries news to the other processes over the same store; null when there are none. */
  shared: StoreFeed | null
  warn: (details: object, message: string) => void
}

type Listener = (news: News) => void

/**
 * Passes news on to those who listen, user by user: at once to those in this process, and to those in the others as
 * well as the store's feed can. Nothing is kept for whoever comes later.
 */
export class Feed {
  readonly #listeners = new Map<string, Set<Listener>>()
  readonly #shared: StoreFeed | null
  readonly #warn: FeedOptions['warn']
  readonly #stopHearing: () => void
  #isGarbled = false

  constructor({ shared, warn }: FeedOptions) {
    this.#shared = shared
    this.#warn = warn
    this.#stopHearing =
      shared?.subscribe({
        onMessage: (message) => {
          this.#hear(message)
        },
      }) ?? (() => undefined)
  }

  /** Tells the listeners of the user whom it concerns. Never throws and never waits; a listener must not throw. */
  publish(news: News): void {
    this.#tell(news)
    try {
      // What the feed does not take is not heard elsewhere; whoever listens there asks by itself before long.
      this.#shared?.publish(writeNews(news))
    } catch (error) {
      this.#warn({ err: error }, 'The feed of the store has failed')
    }
  }

  /** Listens to the news of one user until the returned function is called. */
  subscribe(userId: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(userId) ?? new Set()
    this.#listeners.set(userId, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(userId)
    }
  }

  /** Hears nothing more from other processes. */
  close(): void {
    this.#stopHearing()
  }

  #hear(message: string): void {
    const news = readNews(message)
    if (news !== null) this.#tell(news)
    // The message itself stays out of the log: nobody knows what is in it. Nor do many of them fill it.
    else if (!this.#isGarbled) this.#warn({ characters: message.length }, 'News of another process cannot be read')
    this.#isGarbled = news === null
  }

  #tell(news: News): void {
    for (const listener of [...(this.#listeners.get(news.userId) ?? [])]) listener(news)
  }
}
