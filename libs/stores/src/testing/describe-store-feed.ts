import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Store } from '../store.ts'
import { longestFeedMessage, type StoreFeed } from '../store-feed.ts'

/** The promises that every feed keeps. `open` returns two stores that share one place, as two processes do. */
export function describeStoreFeed(name: string, open: () => Promise<[Store, Store]>): void {
  describe(`StoreFeed: ${name}`, () => {
    let stores: [Store, Store]
    let feeds: [StoreFeed, StoreFeed]

    beforeEach(async () => {
      stores = await open()
      feeds = [feedOf(stores[0]), feedOf(stores[1])]
    })
    afterEach(() => Promise.all(stores.map((store) => store.close())))

    /** Listens, and resolves once everything is heard that is sent from now on. */
    async function listen(feed: StoreFeed): Promise<string[]> {
      const heard: string[] = []
      feed.subscribe({ onMessage: (message) => heard.push(message) })
      await hears(feed)
      return heard
    }

    async function hears(feed: StoreFeed): Promise<void> {
      const now = performance.now()
      await vi.waitUntil(() => (feed.heardUntil() ?? 0) > now, { timeout: 5000, interval: 10 })
    }

    /** Resolves when what the first one has published is at the server, and the second one has heard all that is there. */
    async function settle(): Promise<void> {
      await hears(feeds[0])
      await hears(feeds[1])
    }

    it('carries messages to the others, in order', async () => {
      const [own, others] = [await listen(feeds[0]), await listen(feeds[1])]

      for (const message of ['first', 'second', 'third']) feeds[0].publish(message)
      await settle()

      expect(others).toEqual(['first', 'second', 'third'])
      expect(own).toEqual([])
    })

    it('carries messages both ways', async () => {
      const [first, second] = [await listen(feeds[0]), await listen(feeds[1])]

      feeds[0].publish('there')
      feeds[1].publish('back')
      await settle()
      await settle()

      expect([first, second]).toEqual([['back'], ['there']])
    })

    it('carries two messages that are the same', async () => {
      const [, heard] = [await listen(feeds[0]), await listen(feeds[1])]

      feeds[0].publish('again')
      feeds[0].publish('again')
      await settle()

      expect(heard).toEqual(['again', 'again'])
    })

    it('carries any text, up to the longest', async () => {
      const [, heard] = [await listen(feeds[0]), await listen(feeds[1])]
      const messages = ['', ' ', '"\'\\\r\n\u2028', 'Grüße 🧥', 'é'.repeat(longestFeedMessage / 2)]

      for (const message of messages) expect(feeds[0].publish(message)).toBe(true)
      await settle()

      expect(heard).toEqual(messages)
    })

    it('tells that it does not carry a message that is too long', () => {
      expect(feeds[0].publish('é'.repeat(longestFeedMessage / 2 + 1))).toBe(false)
    })

    it('L5 takes messages without waiting, and at some point no more', () => {
      const taken = Array.from({ length: 100_000 }, () => feeds[0].publish('x'))

      expect(taken.at(0)).toBe(true)
      expect(taken.at(-1)).toBe(false)
    })

    it('tells nothing to whoever has stopped listening', async () => {
      await listen(feeds[0])
      const heard: string[] = []
      const stop = feeds[1].subscribe({ onMessage: (message) => heard.push(message) })
      const others = await listen(feeds[1])
      stop()

      feeds[0].publish('news')
      await settle()

      expect(heard).toEqual([])
      expect(others).toEqual(['news'])
    })

    it('L7 goes on when a listener throws', async () => {
      await listen(feeds[0])
      feeds[1].subscribe({
        onMessage() {
          throw new Error('on purpose')
        },
      })
      const heard = await listen(feeds[1])

      feeds[0].publish('first')
      feeds[0].publish('second')
      await settle()

      expect(heard).toEqual(['first', 'second'])
    })

    it('is heard by nobody until somebody listens', () => {
      expect(feeds[0].heardUntil()).toBeNull()
    })

    it('carries nothing once the store is closed', async () => {
      await listen(feeds[0])

      await stores[0].close()

      expect(feeds[0].publish('late')).toBe(false)
    })
  })
}

function feedOf({ feed }: Store): StoreFeed {
  if (feed === undefined) throw new Error('This store has no feed')
  return feed
}
