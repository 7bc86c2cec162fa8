import type { Clock } from '../sessions/clock.ts'
import type { ProviderFailure } from './provider-failure.ts'

/** A provider that failed is taken to be in trouble for so long, in milliseconds. */
const keptMs = 30_000

/** Remembers for a while that a provider was in trouble when somebody came back from it. */
export class TroubleMark {
  readonly #clock: Clock
  #failedAt = -Infinity

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get isSet(): boolean {
    return this.#clock() - this.#failedAt < keptMs
  }

  /** Takes note of how it went: null for well. A person who said no, or a lie, is no trouble. */
  note(failure: ProviderFailure | null): void {
    if (failure === null) this.#failedAt = -Infinity
    else if (failure.problem === 'provider_unavailable') this.#failedAt = this.#clock()
  }
}
