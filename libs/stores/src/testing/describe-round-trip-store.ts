import { describe, expect, it } from 'vitest'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { roundTrip } from './identity-record.ts'
import { minute, noon } from './session-record.ts'

/** The promises that every store of round trips keeps. `open` returns a fresh, empty store. */
export function describeRoundTripStore(name: string, open: OpenStore): void {
  describe(`RoundTripStore: ${name}`, () => {
    const store = freshStore(open)

    it('hands out a round trip as it began', async () => {
      const login = roundTrip({ returnUrl: '/profile?tab=name#edit', persistent: true })
      const link = roundTrip({ purpose: 'link', userId: 'usr_ada', sessionId: 'ses_ada' })
      await store.roundTrips.begin(login)
      await store.roundTrips.begin(link)

      expect(await store.roundTrips.take(login.tokenHash, noon)).toEqual(login)
      expect(await store.roundTrips.take(link.tokenHash, noon)).toEqual(link)
    })

    it('L3 hands it out once', async () => {
      const trip = roundTrip()
      await store.roundTrips.begin(trip)

      await store.roundTrips.take(trip.tokenHash, noon)

      expect(await store.roundTrips.take(trip.tokenHash, noon)).toBeNull()
    })

    it('L3 hands it to one of fifty who ask at once', async () => {
      const trip = roundTrip()
      await store.roundTrips.begin(trip)

      const taken = await Promise.all(Array.from({ length: 50 }, () => store.roundTrips.take(trip.tokenHash, noon)))

      expect(taken.filter((one) => one !== null)).toEqual([trip])
    })

    it('hands out nothing for a token it never saw', async () => {
      await store.roundTrips.begin(roundTrip())

      expect(await store.roundTrips.take('never-seen', noon)).toBeNull()
    })

    it('hands out nothing that has expired, and forgets it', async () => {
      const trip = roundTrip()
      await store.roundTrips.begin(trip)

      expect(await store.roundTrips.take(trip.tokenHash, noon + 10 * minute)).toBeNull()
      expect(await store.roundTrips.take(trip.tokenHash, noon)).toBeNull()
    })

    it('removes what has expired, so many at a time, and leaves what has not', async () => {
      const late = roundTrip({ expiresAt: noon + 1 })
      for (let count = 0; count < 3; count += 1) await store.roundTrips.begin(roundTrip({ expiresAt: noon }))
      await store.roundTrips.begin(late)

      expect(await store.roundTrips.removeExpired(noon, 2)).toBe(2)
      expect(await store.roundTrips.removeExpired(noon, 2)).toBe(1)
      expect(await store.roundTrips.removeExpired(noon, 2)).toBe(0)
      expect(await store.roundTrips.take(late.tokenHash, noon)).toEqual(late)
    })
  })
}
