import type { KnownDeviceStore } from '@coatcheck/stores'
import { isRefusal } from '../problem/refusal.ts'
import type { Clock } from '../sessions/clock.ts'
import { createSessionToken, distinctTokens, hashSessionToken } from '../sessions/session-token.ts'
import type { Limiter } from './limiter.ts'

export interface KnownDevicesOptions {
  store: KnownDeviceStore
  limiter: Limiter
  clock: Clock
}

/** A browser has one device token; a header with more of them than this was not sent by a browser of good will. */
const mostTokens = 4

/**
 * The browsers that people logged in from before. Each has a token that opens nothing: all it does is keep strangers
 * from using up the tries of the owner (`login-buckets.ts`). Several people may share a browser.
 */
export class KnownDevices {
  readonly #options: KnownDevicesOptions

  constructor(options: KnownDevicesOptions) {
    this.#options = options
  }

  /** The token by which this user's browser is known, if any of these is it. */
  async find(tokens: readonly string[], userId: string): Promise<string | null> {
    return this.#findKnown(tokens, userId)
  }

  /**
   * Remembers the browser of a user who has just logged in, under the token that it has or a new one. Null when too
   * many have become known lately: such a login is like any other, its browser is just no known device.
   */
  async remember(tokens: readonly string[], userId: string): Promise<string | null> {
    const { store, limiter, clock } = this.#options
    const known = await this.find(tokens, userId)
    // Somebody else's in the same browser, but none that we did not make: whoever made it would have tries of their own.
    const token = known ?? (await this.#findKnown(tokens, null)) ?? createSessionToken()
    const remember = async () => {
      await store.remember(hashSessionToken(token), userId, clock())
      return token
    }
    if (known !== null) return remember()
    const outcome = await limiter.rememberDevice(userId, remember)
    return isRefusal(outcome) ? null : outcome
  }

  /**
   * Forgets the browsers of a user, but for the one that asks. A password that was changed may have been in other
   * hands, and whoever had it may have made themselves any number of known devices to guess the next one from.
   */
  async forgetOthers(tokens: readonly string[], userId: string): Promise<void> {
    const { store, clock } = this.#options
    const known = await this.find(tokens, userId)
    await store.forgetUser(userId)
    if (known !== null) await store.remember(hashSessionToken(known), userId, clock())
  }

  /** The token by which this user's browser is known, or with null anybody's. */
  async #findKnown(tokens: readonly string[], userId: string | null): Promise<string | null> {
    const { store } = this.#options
    const candidates = distinctTokens(tokens).slice(0, mostTokens)
    const known = await Promise.all(candidates.map((token) => store.knows(hashSessionToken(token), userId)))
    return candidates.find((_, index) => known[index] === true) ?? null
  }
}
