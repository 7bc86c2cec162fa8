import type { PasswordChange, PasswordChangeOutcome, PasswordStore } from '../password-store.ts'
import type { InTime } from './in-time.ts'
import type { RedisSessionStore } from './redis-session-store.ts'
import type { SessionValues } from './session-values.ts'

export interface RedisPasswordStoreOptions {
  sessions: RedisSessionStore
  values: SessionValues
  inTime: InTime
}

/** Password hashes in SQL, which cannot tell by itself whether the session that asks for a new one is still alive. */
export class RedisPasswordStore implements PasswordStore {
  readonly #passwords: PasswordStore
  readonly #options: RedisPasswordStoreOptions

  constructor(passwords: PasswordStore, options: RedisPasswordStoreOptions) {
    this.#passwords = passwords
    this.#options = options
  }

  find(userId: string): Promise<string | null> {
    return this.#passwords.find(userId)
  }

  set(userId: string, passwordHash: string, now: number): Promise<void> {
    return this.#passwords.set(userId, passwordHash, now)
  }

  async change(change: PasswordChange): Promise<PasswordChangeOutcome> {
    const { sessions, values, inTime } = this.#options
    return inTime(async () => {
      // Asked before, since SQL cannot tell; it ends nothing that SQL does not end by itself in the one transaction below.
      const isLive = await sessions.isLive(change.keeps.tokenHash, change.ending.at)
      if (!isLive) return { outcome: 'session_ended', ended: [] }
      const outcome = await this.#passwords.change(change)
      values.forget(outcome.ended.map(({ id }) => id))
      return outcome
    })
  }

  remove(userId: string): Promise<void> {
    return this.#passwords.remove(userId)
  }
}
