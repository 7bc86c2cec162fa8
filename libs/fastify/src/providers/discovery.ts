import type { Clock } from '../sessions/clock.ts'

/** What was found out is asked for again after a minute, since that tells also whether anybody is there. Nobody waits. */
const freshMs = 60_000

/** After a failure nobody is asked again for so long: a server in trouble is not helped by more questions. */
const retryMs = 2000

/** Something that a provider tells about itself: asked for when it is needed first, and then kept. */
export class Discovery<T> {
  readonly #ask: () => Promise<T>
  readonly #clock: Clock
  #known: { answer: T; at: number } | null = null
  #failed: { error: unknown; at: number } | null = null
  #question: Promise<T> | null = null

  constructor(ask: () => Promise<T>, clock: Clock) {
    this.#ask = ask
    this.#clock = clock
  }

  /** True when the last try failed. */
  get isInTrouble(): boolean {
    return this.#failed !== null
  }

  /** What is known, however long; asks when nothing is. Rejects with what the question was answered with. */
  async get(): Promise<T> {
    if (this.#known === null) return this.#askUnlessFailed()
    if (this.isInTrouble || this.#clock() - this.#known.at >= freshMs) this.#askUnlessFailed().catch(() => undefined)
    return this.#known.answer
  }

  /** Looks whether what failed works again; nobody waits for it. */
  recheck(): void {
    if (this.isInTrouble) this.#askUnlessFailed().catch(() => undefined)
  }

  async #askUnlessFailed(): Promise<T> {
    if (this.#failed !== null && this.#clock() - this.#failed.at < retryMs) throw this.#failed.error
    this.#question ??= this.#askNow().finally(() => (this.#question = null))
    return this.#question
  }

  async #askNow(): Promise<T> {
    try {
      const answer = await this.#ask()
      this.#known = { answer, at: this.#clock() }
      this.#failed = null
      return answer
    } catch (error) {
      this.#failed = { error, at: this.#clock() }
      throw error
    }
  }
}
