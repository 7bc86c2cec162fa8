import type { RateLimitStore } from '@coatcheck/stores'
import { isRefusal, type Refusal, refuse } from '../problem/refusal.ts'
import type { Clock } from '../sessions/clock.ts'
import { type Bucket, createBucket } from './bucket.ts'
import type { RateLimits } from './limits.ts'
import { loginBuckets, type LoginTry } from './login-buckets.ts'

export interface LimiterOptions {
  store: RateLimitStore
  clock: Clock
  /** Null: nothing is counted. */
  limits: RateLimits | null
}

/** Work that somebody may try only so often. */
type Work<T> = () => Promise<T | Refusal>

/**
 * Limits how often something is tried. The try is taken before the work begins, so that a burst gets no further than
 * the same tries one after the other (ASVS 6.3.1); work that refuses keeps it. Without a store that counts there is no
 * work (L1). Knows neither HTTP nor SQL.
 */
export class Limiter {
  readonly #options: LimiterOptions

  constructor(options: LimiterOptions) {
    this.#options = options
  }

  /** A login; only failures count in the end. The refusal does not tell whether there is such an account (FC-39). */
  logIn<T>(who: LoginTry, work: Work<T>): Promise<T | Refusal> {
    const elsewhere = ', or from a browser in which you were logged in before'
    return this.#limit((limits) => loginBuckets(who, limits), who.knownDevice === null ? elsewhere : '', work)
  }

  /** A registration. Those that succeed count too: nobody needs many accounts (ASVS 2.4.1). */
  register<T>(who: Omit<LoginTry, 'knownDevice'>, work: Work<T>): Promise<T | Refusal> {
    return this.#limit((limits) => registerBuckets(who, limits), ', or log in if you have an account', work)
  }

  /** An address that somebody fills in. It shows whether the address has an account, so it counts as a registration. */
  addEmail<T>(who: Omit<LoginTry, 'knownDevice'>, work: Work<T>): Promise<T | Refusal> {
    return this.#limit((limits) => registerBuckets(who, limits), '', work)
  }

  /** The password of somebody who is logged in: whoever stole the session must not guess on. */
  confirmPassword<T>(sessionId: string, work: Work<T>): Promise<T | Refusal> {
    const buckets = (limits: RateLimits) => [
      createBucket('password-session', [sessionId], limits.passwordPerSession, 'clear'),
    ]
    return this.#limit(buckets, ', or log out and log in again', work)
  }

  /** A browser that leaves for a provider: each has a row until it is back. */
  leaveForProvider<T>(address: string, work: Work<T>): Promise<T | Refusal> {
    const buckets = (limits: RateLimits) => [
      createBucket('provider-address', [address], limits.providerPerAddress, 'count'),
    ]
    return this.#limit(buckets, '', work)
  }

  /** A picture that a user uploads: each is kept, and told to all of their open pages. */
  changePicture<T>(userId: string, work: Work<T>): Promise<T | Refusal> {
    const buckets = (limits: RateLimits) => [createBucket('picture-user', [userId], limits.picturePerUser, 'count')]
    return this.#limit(buckets, '', work)
  }

  /** One more browser that becomes known to an account: the table must not grow with every login of a script. */
  rememberDevice<T>(userId: string, work: Work<T>): Promise<T | Refusal> {
    const buckets = (limits: RateLimits) => [
      createBucket('new-device-account', [userId], limits.newDevicesPerAccount, 'count'),
    ]
    return this.#limit(buckets, '', work)
  }

  async #limit<T>(toBuckets: (limits: RateLimits) => Bucket[], orElse: string, work: Work<T>): Promise<T | Refusal> {
    const { store, clock, limits } = this.#options
    if (limits === null) return work()
    const buckets = toBuckets(limits)
    const verdict = await store.take(buckets, clock())
    if (!verdict.allowed) return tooMany(verdict.retryAfterMs, orElse)
    const outcome = await this.#giveBackUnlessDone(buckets, work)
    if (!isRefusal(outcome)) await this.#succeed(buckets)
    return outcome
  }

  /** Trouble behind us is nobody's wrong guess. */
  async #giveBackUnlessDone<T>(buckets: Bucket[], work: Work<T>): Promise<T | Refusal> {
    const { store, clock } = this.#options
    try {
      return await work()
    } catch (error) {
      // If that fails too, a try too many is counted, never one too few.
      await store.giveBack(buckets, clock()).catch(() => undefined)
      throw error
    }
  }

  async #succeed(buckets: Bucket[]): Promise<void> {
    const { store, clock } = this.#options
    const cleared = buckets.filter(({ onSuccess }) => onSuccess === 'clear').map(({ key }) => key)
    const givenBack = buckets.filter(({ onSuccess }) => onSuccess === 'give_back')
    await Promise.all([
      cleared.length > 0 ? store.clear(cleared) : null,
      givenBack.length > 0 ? store.giveBack(givenBack, clock()) : null,
    ])
  }
}

function registerBuckets({ account, address }: Omit<LoginTry, 'knownDevice'>, limits: RateLimits): Bucket[] {
  return [
    createBucket('register-address', [address], limits.registerPerAddress, 'count'),
    createBucket('register-account', [account], limits.registerPerAccount, 'count'),
  ]
}

function tooMany(retryAfterMs: number, orElse: string): Refusal {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000))
  const wait = retryAfterSeconds === 1 ? '1 second' : `${String(retryAfterSeconds)} seconds`
  return refuse('too_many_requests', { retryAfterSeconds, detail: `Try again in ${wait}${orElse}.` })
}
