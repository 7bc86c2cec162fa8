import { refuse, type Refusal } from '@coatcheck/fastify'

const windowMs = 60_000

/** Counts in this process how often people try things that cost more than a look. Forgets everybody each minute. */
export class Tries {
  readonly #most: number
  readonly #counts = new Map<string, number>()
  #endsAt = -Infinity

  constructor(most: number) {
    this.#most = most
  }

  /** Takes one of a user's tries, or refuses with 429 when there is none left. `now` is in milliseconds. */
  take(userId: string, now: number): Refusal | null {
    if (now >= this.#endsAt) {
      this.#counts.clear()
      this.#endsAt = now + windowMs
    }
    const taken = this.#counts.get(userId) ?? 0
    if (taken >= this.#most) {
      return refuse('too_many_requests', { retryAfterSeconds: Math.ceil((this.#endsAt - now) / 1000) })
    }
    this.#counts.set(userId, taken + 1)
    return null
  }
}
