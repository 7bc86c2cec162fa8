import type { EndedSession, Ending } from '../session-store.ts'
import type { EmailAddress, UserPatch, UserRecord, UserStore } from '../user-store.ts'
import type { SessionValues } from './session-values.ts'

/** Users in SQL. With one who is deleted goes what Redis has of the sessions. */
export class RedisUserStore implements UserStore {
  readonly #users: UserStore
  readonly #values: SessionValues

  constructor(users: UserStore, values: SessionValues) {
    this.#users = users
    this.#values = values
  }

  findById(id: string): Promise<UserRecord | null> {
    return this.#users.findById(id)
  }

  findByEmail(emailCanonical: string): Promise<UserRecord | null> {
    return this.#users.findByEmail(emailCanonical)
  }

  create(user: UserRecord, passwordHash: string): Promise<'created' | 'email_taken'> {
    return this.#users.create(user, passwordHash)
  }

  update(id: string, patch: UserPatch): Promise<UserRecord | null> {
    return this.#users.update(id, patch)
  }

  addEmail(id: string, address: EmailAddress): Promise<UserRecord | 'email_taken' | null> {
    return this.#users.addEmail(id, address)
  }

  async delete(id: string, ending: Ending): Promise<EndedSession[]> {
    const ended = await this.#users.delete(id, ending)
    // Behind the answer: they open nothing any more, with or without a value.
    this.#values.forget(ended.map((session) => session.id))
    return ended
  }
}
