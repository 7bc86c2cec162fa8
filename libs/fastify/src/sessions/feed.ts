import type { EndReason } from '@coatcheck/contract'

/** Something happened that open pages want to hear of. */
export type News =
  | { kind: 'session_ended'; userId: string; sessionId: string; reason: EndReason | null }
  /** It was extended, or goes on under a new token. */
  | { kind: 'session_changed'; userId: string; sessionId: string }
  | { kind: 'user_changed'; userId: string }

type Listener = (news: News) => void

/** Passes news on to those who listen, user by user. Nothing is kept for whoever comes later. */
export class Feed {
  readonly #listeners = new Map<string, Set<Listener>>()

  /** Tells the listeners of the user whom it concerns. A listener must not throw. */
  publish(news: News): void {
    for (const listener of [...(this.#listeners.get(news.userId) ?? [])]) listener(news)
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
}
