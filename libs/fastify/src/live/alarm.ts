import type { Clock } from '../sessions/clock.ts'

/**
 * So long a timer waits at the most. Node's cannot wait longer than 24 days, and fire at once instead; and while a
 * machine sleeps they stand still, so the clock is looked at every now and then.
 */
const longestWaitMs = 60_000

/** A timer may fire a moment before the clock says so. */
const shortestWaitMs = 50

/** Rings once a moment has come: the clock decides, the timer only wakes up to look at it. */
export class Alarm {
  readonly #clock: Clock
  readonly #ring: () => void
  #timer: NodeJS.Timeout | null = null
  #isOff = false

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock
    this.#ring = ring
  }

  /** Rings at this moment and at no other that was set before. */
  set(moment: number): void {
    this.#cancel()
    if (this.#isOff) return
    const waitMs = Math.min(Math.max(moment - this.#clock(), shortestWaitMs), longestWaitMs)
    this.#timer = setTimeout(() => {
      if (this.#clock() >= moment) this.#ring()
      else this.set(moment)
    }, waitMs)
  }

  /** Never rings again. */
  turnOff(): void {
    this.#isOff = true
    this.#cancel()
  }

  #cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
