import { describe, expect, it } from 'vitest'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { minute, noon } from './session-record.ts'

/** Ten tries at once; then one a minute. */
const limit = { most: 10, refillMs: minute }
const hour = 60 * minute

/** The promises that every rate limit store keeps. `open` returns a fresh, empty store. */
export function describeRateLimitStore(name: string, open: OpenStore): void {
  describe(`RateLimitStore: ${name}`, () => {
    const store = freshStore(open)

    /** How many of so many tries, asked for at once, the buckets allow. */
    async function takeMany(times: number, keys: string[], now = noon): Promise<number> {
      const tries = keys.map((key) => ({ key, limit }))
      const verdicts = await Promise.all(Array.from({ length: times }, () => store.rateLimits.take(tries, now)))
      return verdicts.filter(({ allowed }) => allowed).length
    }

    const take = (key: string, now = noon) => store.rateLimits.take([{ key, limit }], now)

    it('FC-16 allows ten of a hundred tries at once when the most is ten', async () => {
      expect(await takeMany(100, ['ada'])).toBe(10)
    })

    it('counts each key for itself', async () => {
      await takeMany(10, ['ada'])

      expect(await takeMany(100, ['bob'])).toBe(10)
    })

    it('tells how long to wait for the next try', async () => {
      await takeMany(10, ['ada'])

      expect(await take('ada', noon + 1)).toEqual({ allowed: false, retryAfterMs: minute - 1 })
      expect(await take('ada', noon + minute)).toEqual({ allowed: true })
      expect(await take('ada', noon + minute)).toEqual({ allowed: false, retryAfterMs: minute })
    })

    it('gives tries back one by one, and never more than the most', async () => {
      await takeMany(10, ['ada'])

      expect(await takeMany(100, ['ada'], noon + 3 * minute)).toBe(3)
      expect(await takeMany(100, ['ada'], noon + 24 * hour)).toBe(10)
    })

    it('takes from all buckets or, when one is empty, from none', async () => {
      await takeMany(10, ['address'])

      expect(await takeMany(50, ['ada', 'address', 'everybody'])).toBe(0)

      expect(await takeMany(100, ['ada'])).toBe(10)
      expect(await takeMany(100, ['everybody'])).toBe(10)
    })

    it('tells the wait for the emptiest bucket', async () => {
      await takeMany(10, ['ada'])
      const tries = [
        { key: 'ada', limit },
        { key: 'address', limit: { most: 1, refillMs: hour } },
      ]
      await store.rateLimits.take(tries.slice(1), noon)

      expect(await store.rateLimits.take(tries, noon)).toEqual({ allowed: false, retryAfterMs: hour })
    })

    it('takes one try from a bucket that is named twice', async () => {
      expect(await takeMany(100, ['ada', 'ada'])).toBe(10)
    })

    it('allows the most also where a refill is no whole number', async () => {
      const sevenAMinute = [{ key: 'ada', limit: { most: 7, refillMs: minute / 7 } }]
      const verdicts = await Promise.all(Array.from({ length: 9 }, () => store.rateLimits.take(sevenAMinute, noon)))

      expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(7)
    })

    it('gives a try back', async () => {
      await takeMany(10, ['ada'])

      await store.rateLimits.giveBack([{ key: 'ada', limit }], noon)

      expect(await takeMany(100, ['ada'])).toBe(1)
    })

    it('gives one try back to a bucket that is named twice', async () => {
      await takeMany(10, ['ada'])
      const bucket = { key: 'ada', limit }

      await store.rateLimits.giveBack([bucket, bucket], noon)

      expect(await takeMany(100, ['ada'])).toBe(1)
    })

    it('never gives back more than was taken', async () => {
      await takeMany(1, ['ada'])
      const giveBack = () => store.rateLimits.giveBack([{ key: 'ada', limit }], noon)
      await Promise.all([giveBack(), giveBack(), giveBack()])

      expect(await takeMany(100, ['ada'])).toBe(10)
    })

    it('forgets what was taken from the keys that it clears', async () => {
      await takeMany(10, ['ada', 'bob'])

      await store.rateLimits.clear(['ada', 'nobody'])

      expect(await takeMany(100, ['ada'])).toBe(10)
      expect(await takeMany(100, ['bob'])).toBe(0)
    })

    it('removes buckets that are full again, so many at a time', async () => {
      await takeMany(1, ['a', 'b', 'c'])
      await takeMany(2, ['emptier'])

      expect(await store.rateLimits.removeFull(noon + minute, 2)).toBe(2)
      expect(await store.rateLimits.removeFull(noon + minute, 2)).toBe(1)
      expect(await store.rateLimits.removeFull(noon + minute, 2)).toBe(0)
    })

    it('FI-10 refills no sooner when the clock is set back', async () => {
      await takeMany(10, ['ada'])

      expect(await takeMany(100, ['ada'], noon - hour)).toBe(0)
      expect(await takeMany(100, ['ada'], noon - hour + minute)).toBe(1)
    })

    it('FI-10 FC-16 gives no tries away when nodes whose clocks differ are asked in turn', async () => {
      const ahead = noon + 1.5 * minute
      await takeMany(10, ['ada'], ahead)
      let allowed = 0

      for (let turn = 0; turn < 10; turn += 1) {
        allowed += await takeMany(1, ['ada'], noon)
        allowed += await takeMany(1, ['ada'], ahead)
      }

      expect(allowed).toBe(0)
      expect(await takeMany(100, ['ada'], ahead + minute)).toBe(1)
    })

    it('FI-10 locks for no longer than a refill when the clock is set back', async () => {
      await takeMany(1, ['ada'], noon + 24 * hour)

      expect(await take('ada')).toEqual({ allowed: false, retryAfterMs: minute })
      expect(await takeMany(100, ['ada'], noon + 10 * minute)).toBe(10)
    })

    it('locks for no longer than a smaller limit takes to refill', async () => {
      await takeMany(10, ['ada'])
      const smaller = [{ key: 'ada', limit: { most: 2, refillMs: minute } }]

      expect(await store.rateLimits.take(smaller, noon)).toEqual({ allowed: false, retryAfterMs: minute })
    })
  })
}
