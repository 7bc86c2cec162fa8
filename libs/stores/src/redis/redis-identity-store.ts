import type {
  IdentityHolder,
  IdentityNews,
  IdentityRecord,
  IdentityStore,
  UnlinkOutcome,
  UnlinkTerms,
} from '../identity-store.ts'
import type { UserRecord } from '../user-store.ts'
import type { SessionValues } from './session-values.ts'

/** Identities in SQL. With one that is unlinked goes what Redis has of the sessions that began with it. */
export class RedisIdentityStore implements IdentityStore {
  readonly #identities: IdentityStore
  readonly #values: SessionValues

  constructor(identities: IdentityStore, values: SessionValues) {
    this.#identities = identities
    this.#values = values
  }

  find(issuer: string, subject: string): Promise<IdentityRecord | null> {
    return this.#identities.find(issuer, subject)
  }

  list(userId: string): Promise<IdentityRecord[]> {
    return this.#identities.list(userId)
  }

  register(user: UserRecord, identity: IdentityRecord): ReturnType<IdentityStore['register']> {
    return this.#identities.register(user, identity)
  }

  link(identity: IdentityRecord, holder: IdentityHolder | null): ReturnType<IdentityStore['link']> {
    return this.#identities.link(identity, holder)
  }

  async unlink(which: Pick<IdentityRecord, 'userId' | 'id'>, terms: UnlinkTerms): Promise<UnlinkOutcome> {
    const outcome = await this.#identities.unlink(which, terms)
    this.#values.forget(outcome.ended.map(({ id }) => id))
    return outcome
  }

  refresh(id: string, news: IdentityNews): Promise<void> {
    return this.#identities.refresh(id, news)
  }

  forgetUser(userId: string): Promise<void> {
    return this.#identities.forgetUser(userId)
  }
}
