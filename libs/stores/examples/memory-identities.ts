import type {
  EndedSession,
  Ending,
  IdentityHolder,
  IdentityNews,
  IdentityRecord,
  IdentityStore,
  ProviderLogin,
  ProviderLoginStore,
  ProviderLogout,
  UnlinkOutcome,
  UnlinkTerms,
  UserRecord,
} from '@coatcheck/stores'
import type { MemorySessions } from './memory-sessions.ts'

export interface MemoryPeople {
  sessions: MemorySessions
  hasPassword: (userId: string) => boolean
  /** Keeps a user without a password; false when the address is taken. */
  addUser: (user: UserRecord) => boolean
}

/** Identities, and which sessions began with them, in the memory of one process. */
export class MemoryIdentities implements IdentityStore, ProviderLoginStore {
  readonly #people: MemoryPeople
  readonly #identities = new Map<string, IdentityRecord>()
  readonly #logins = new Map<string, ProviderLogin>()
  readonly #logouts = new Map<string, ProviderLogout>()

  constructor(people: MemoryPeople) {
    this.#people = people
  }

  async list(userId: string): Promise<IdentityRecord[]> {
    return structuredClone(this.#of(userId).toSorted((a, b) => a.createdAt - b.createdAt))
  }

  async register(user: UserRecord, identity: IdentityRecord) {
    if (this.#find(identity) !== undefined) return 'identity_taken'
    if (!this.#people.addUser(user)) return 'email_taken'
    this.#identities.set(identity.id, structuredClone(identity))
    return 'created'
  }

  async link(identity: IdentityRecord, holder: IdentityHolder | null) {
    const session = holder === null ? null : this.#people.sessions.findLiveById(holder.sessionId, holder.at)
    if (holder !== null && session?.userId !== identity.userId) return 'session_ended'
    if (this.#find(identity) !== undefined) return 'identity_taken'
    this.#identities.set(identity.id, structuredClone(identity))
    return 'linked'
  }

  async unlink({ userId, id }: Pick<IdentityRecord, 'userId' | 'id'>, terms: UnlinkTerms): Promise<UnlinkOutcome> {
    const identity = this.#of(userId).find((one) => one.id === id)
    if (identity === undefined) return { outcome: 'not_found', ended: [] }
    const others = this.#of(userId).filter((one) => one !== identity && terms.usableIssuers.includes(one.issuer))
    if (others.length === 0 && !this.#people.hasPassword(userId)) return { outcome: 'last_login_method', ended: [] }
    this.#identities.delete(id)
    const began = [...this.#logins.values()].filter((login) => isOf(login, identity))
    for (const { sessionId } of began) this.#logins.delete(sessionId)
    return { outcome: 'unlinked', ended: this.#end(began, terms.ending, terms.exceptSessionId) }
  }

  async refresh(id: string, { lastUsedAt, ...news }: IdentityNews): Promise<void> {
    const identity = this.#identities.get(id)
    if (identity === undefined) return
    Object.assign(identity, news, { lastUsedAt: Math.max(lastUsedAt, identity.lastUsedAt) })
  }

  async forgetUser(userId: string): Promise<void> {
    for (const { id } of this.#of(userId)) this.#identities.delete(id)
    for (const login of this.#logins.values()) if (login.userId === userId) this.#logins.delete(login.sessionId)
  }

  async remember(login: ProviderLogin): Promise<boolean> {
    if (this.#find(login)?.userId !== login.userId) return false
    this.#logins.set(login.sessionId, structuredClone(login))
    return ![...this.#logouts.values()].some((logout) => covers(logout, login))
  }

  async logOut(logout: ProviderLogout, ending: Ending): Promise<EndedSession[] | null> {
    const message = JSON.stringify([logout.issuer, logout.id])
    if (this.#logouts.has(message)) return null
    this.#logouts.set(message, structuredClone(logout))
    const covered = [...this.#logins.values()].filter((login) => covers(logout, login))
    for (const { sessionId } of covered) this.#logins.delete(sessionId)
    return this.#end(covered, ending, null)
  }

  async removeExpired(now: number, limit: number): Promise<number> {
    const logins = [...this.#logins].filter(([, { expiresAt }]) => expiresAt <= now).slice(0, limit)
    const logouts = [...this.#logouts].filter(([, { forgetAt }]) => forgetAt <= now).slice(0, limit)
    for (const [id] of logins) this.#logins.delete(id)
    for (const [message] of logouts) this.#logouts.delete(message)
    return logins.length + logouts.length
  }

  find(issuer: string, subject: string): Promise<IdentityRecord | null>
  find(sessionId: string): Promise<ProviderLogin | null>
  async find(first: string, subject?: string): Promise<IdentityRecord | ProviderLogin | null> {
    const found = subject === undefined ? this.#logins.get(first) : this.#find({ issuer: first, subject })
    return structuredClone(found ?? null)
  }

  #find({ issuer, subject }: Pick<IdentityRecord, 'issuer' | 'subject'>): IdentityRecord | undefined {
    return [...this.#identities.values()].find((one) => one.issuer === issuer && one.subject === subject)
  }

  #of(userId: string): IdentityRecord[] {
    return [...this.#identities.values()].filter((identity) => identity.userId === userId)
  }

  #end(logins: ProviderLogin[], ending: Ending, exceptId: string | null): EndedSession[] {
    const others = logins.filter(({ sessionId }) => sessionId !== exceptId)
    return others.flatMap(({ userId, sessionId: id }) => this.#people.sessions.endNow({ userId, id }, ending))
  }
}

function isOf(login: ProviderLogin, { issuer, subject, userId }: IdentityRecord): boolean {
  return login.issuer === issuer && login.subject === subject && login.userId === userId
}

/** A session of the provider's is over once and for all; a subject may have logged in again since. */
function covers({ issuer, sid, subject, issuedAt }: ProviderLogout, login: ProviderLogin): boolean {
  if (issuer !== login.issuer) return false
  if (sid === null) return subject === login.subject && login.issuedAt <= issuedAt
  return sid === login.sid && (subject === null || subject === login.subject)
}
