import type { RoundTripRecord, RoundTripStore } from '@coatcheck/stores'

/** Round trips in the memory of one process. */
export class MemoryRoundTrips implements RoundTripStore {
  readonly #trips = new Map<string, RoundTripRecord>()

  async begin(trip: RoundTripRecord): Promise<void> {
    this.#trips.set(trip.tokenHash, structuredClone(trip))
  }

  async take(tokenHash: string, now: number): Promise<RoundTripRecord | null> {
    const trip = this.#trips.get(tokenHash)
    this.#trips.delete(tokenHash)
    return trip === undefined || now >= trip.expiresAt ? null : trip
  }

  async removeExpired(now: number, limit: number): Promise<number> {
    const expired = [...this.#trips.values()].filter(({ expiresAt }) => expiresAt <= now).slice(0, limit)
    for (const { tokenHash } of expired) this.#trips.delete(tokenHash)
    return expired.length
  }
}
