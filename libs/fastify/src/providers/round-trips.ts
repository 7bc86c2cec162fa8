import type { RoundTripRecord, RoundTripStore, SessionRecord } from '@coatcheck/stores'
import type { Clock } from '../sessions/clock.ts'
import { createSessionToken, hashSessionToken } from '../sessions/session-token.ts'
import type { Provider } from './provider.ts'
import { secretsOf } from './round-trip-secrets.ts'

/** So long a person may take at the provider, in seconds. */
export const roundTripSeconds = 600

/** What a browser leaves for. */
export interface RoundTripWish {
  purpose: RoundTripRecord['purpose']
  returnUrl: string
  persistent?: boolean
  /** The session from which it is begun, unless it is a login. */
  session?: Pick<SessionRecord, 'id' | 'userId'>
}

/** Browsers on their way to a provider and back: each round trip counts once, for one browser and one provider. */
export class RoundTrips {
  readonly #store: RoundTripStore
  readonly #clock: Clock

  constructor(store: RoundTripStore, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  /** Begins one. The browser is to keep the token, and to open the location. */
  async begin(
    provider: Provider,
    { purpose, returnUrl, persistent = false, session }: RoundTripWish,
  ): Promise<{ token: string; location: string }> {
    const token = createSessionToken()
    // First, since it may fail: a provider that is down costs no row.
    const location = await provider.leave({ ...secretsOf(token), reauthenticates: purpose === 'reauthenticate' })
    const beganAt = this.#clock()
    await this.#store.begin({
      tokenHash: hashSessionToken(token),
      provider: provider.config.id,
      purpose,
      returnUrl,
      persistent,
      userId: session?.userId ?? null,
      sessionId: session?.id ?? null,
      beganAt,
      expiresAt: beganAt + roundTripSeconds * 1000,
    })
    return { token, location: location.href }
  }

  /** The token of these to which a `state` belongs, or null. */
  findToken(tokens: readonly string[], state: unknown): string | null {
    return tokens.find((token) => secretsOf(token).state === state) ?? null
  }

  /** Ends a round trip, once and for all. Null for one that has ended already or took too long. */
  async take(token: string): Promise<RoundTripRecord | null> {
    return this.#store.take(hashSessionToken(token), this.#clock())
  }
}
