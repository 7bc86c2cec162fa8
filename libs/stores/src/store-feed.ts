/**
 * Carries short messages between the processes that share a store. Delivery is best effort: a message is heard at most
 * once by each of the others, in the order in which it was published, or not at all. So news may travel on it, and hints
 * to look again; what is not heard proves nothing, and no decision about a session may rest on it alone.
 */
export interface StoreFeed {
  /**
   * Sends a message to all other processes. It neither waits nor throws; false means that nobody will hear it, because
   * it is longer than {@link longestFeedMessage} or too many wait already. True is no promise that somebody will.
   */
  publish(message: string): boolean
  /** Listens to what the others publish until the returned function is called. */
  subscribe(listener: FeedListener): () => void
  /**
   * Up to when the feed has been heard, on the clock of `performance.now()`: what had reached the server before that
   * moment has reached the listeners, unless `onGap` told otherwise. While somebody listens it moves on with a heartbeat
   * that makes the whole way through the server, every {@link heartbeatMs}; it stands still while the server or the way
   * to it is gone, and is null until the first one.
   */
  heardUntil(): number | null
}

/** Who listens to a feed. */
export interface FeedListener {
  onMessage(message: string): void
  /** Messages may have been lost here: whoever remembers anything by what was heard before forgets it. */
  onGap?(): void
}

/** In bytes of UTF-8. PostgreSQL carries less than 8,000 in one notification, our own address included. */
export const longestFeedMessage = 7_500

/** Between two beats, in milliseconds. */
export const heartbeatMs = 250
