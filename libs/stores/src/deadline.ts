import { AsyncLocalStorage } from 'node:async_hooks'

const waiting = new AsyncLocalStorage<Deadline>()

/**
 * How long somebody waits for an answer. Once it has passed they have been told that it failed, so what a store has not
 * committed by then it must not commit: a new token that nobody was given would log its user out, a password that
 * changed after all would lock its owner out (L2, L4). It travels with the asynchronous call, not as a parameter.
 *
 * @example
 * const deadline = Deadline.current() // when a write is asked for
 * if (deadline?.hasPassed === true) throw new StoreUnavailable('Nobody waits for it any more') // right before commit
 */
export class Deadline {
  readonly #outer: Deadline | null
  readonly #endsAt: number
  #hasPassed = false
  #isSettled = false

  /** Ends in so many milliseconds, or with the deadline within which it is made if that is earlier. */
  constructor(milliseconds: number) {
    const outer = Deadline.current()
    // What goes on after the answer, such as a stream, is not bound by the time that the answer had. Where there was no
    // answer in time, though, nothing may begin any more either.
    this.#outer = outer === null || (outer.#isSettled && !outer.hasPassed) ? null : outer
    const outerEndsAt = this.#outer === null ? Infinity : this.#outer.#endsAt
    this.#endsAt = Math.min(performance.now() + milliseconds, outerEndsAt)
  }

  /** The deadline of whoever waits for the work that is being done, or null when nobody does. */
  static current(): Deadline | null {
    return waiting.getStore() ?? null
  }

  /** True once whoever waited has given up. */
  get hasPassed(): boolean {
    return this.#hasPassed || this.#outer?.hasPassed === true
  }

  /** Does work that must be done although nobody waits for it any more, such as tidying up after a failure. */
  static unbound<T>(work: () => T): T {
    return waiting.exit(work)
  }

  /** Does work that is waited for no longer than this. Rejects with what `giveUp` makes; the work is not stopped. */
  async wait<T>(work: () => Promise<T>, giveUp: () => Error): Promise<T> {
    const over = Promise.withResolvers<never>()
    const timer = setTimeout(
      () => {
        this.#hasPassed = true
        over.reject(giveUp())
      },
      Math.max(0, this.#endsAt - performance.now()),
    )
    try {
      return await Promise.race([waiting.run(this, work), over.promise])
    } finally {
      clearTimeout(timer)
      this.#isSettled = true
    }
  }
}
