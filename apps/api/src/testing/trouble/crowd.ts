import { setTimeout as delay } from 'node:timers/promises'
import type { Visitor } from '../visitor.ts'

/** How many there are, and after how many milliseconds each of them asks again. */
const [many, pauseMs] = [8, 20]

/** People who are logged in and keep asking who they are, at a pace of their own, until they are stopped. */
export class Crowd {
  readonly #visitor: Visitor
  readonly #told = new Set<string>()
  readonly #over = new AbortController()
  readonly #all: Promise<unknown>

  constructor(visitor: Visitor) {
    this.#visitor = visitor
    this.#all = Promise.all(Array.from({ length: many }, () => this.#keepAsking()))
    this.#all.catch(() => undefined)
  }

  /** What they were told, each different answer once: `200 logged in`, `503`; and whether it came with a cookie. */
  async stop(): Promise<string[]> {
    this.#over.abort()
    await this.#all
    return [...this.#told].toSorted()
  }

  async #keepAsking(): Promise<void> {
    for (let time = 0; !this.#over.signal.aborted; time += 1) {
      const [answer] = await Promise.all([
        this.#visitor.get(time % 2 === 0 ? '/auth/me' : '/auth/status'),
        // Who is refused at once would otherwise ask ten times as often.
        delay(pauseMs),
      ])
      const { status, body, cookies } = answer
      const facts = [status, ...(body?.['authenticated'] === false ? ['logged out'] : []), ...cookies]
      this.#told.add(facts.join(' '))
    }
  }
}
