import {
  changeSession,
  checkReadable,
  type CreationTerms,
  type EndedSession,
  type Ending,
  type FoundSession,
  rotated,
  type Rotation,
  type SessionChange,
  type SessionRecord,
  type SessionSelection,
  type SessionStore,
} from '@coatcheck/stores'

/** A token that opens nothing any more. */
interface EndedToken {
  sessionId: string
  reason: string
  endedAt: number
  forgetAt: number
}

/** Sessions in the memory of one process. Nothing here waits, so every verb is done before another one begins. */
export class MemorySessions implements SessionStore {
  /** By the hash of the token. */
  readonly #kept = new Map<string, SessionRecord>()
  readonly #ended = new Map<string, EndedToken>()

  async create(session: SessionRecord, { replaced, limit }: CreationTerms) {
    checkReadable(session)
    const sessions = [...this.#kept.values()]
    if (sessions.some(({ id, tokenHash }) => id === session.id || tokenHash === session.tokenHash)) {
      throw new Error('There is a session with this id or this token')
    }
    const before = this.#select(replaced)
    const surplus = this.#surplus(session, before, limit.most)
    if (surplus.length > 0 && limit.ending === null) return { created: false, ended: [] }
    const ended = before.map((one) => this.#endOne(one, replaced.ending))
    if (limit.ending !== null) for (const one of surplus) ended.push(this.#endOne(one, limit.ending))
    this.#keep(session)
    return { created: true, ended }
  }

  async find(tokenHash: string): Promise<FoundSession> {
    const ended = this.#ended.get(tokenHash)
    if (ended !== undefined) return { state: 'ended', reason: ended.reason, endedAt: ended.endedAt }
    const session = this.#kept.get(tokenHash)
    return session === undefined ? null : { state: 'kept', session: structuredClone(session) }
  }

  async list(userId: string): Promise<SessionRecord[]> {
    return this.#select({ userId, exceptId: null }).map((session) => structuredClone(session))
  }

  async update(id: string, wanted: SessionChange, now: number): Promise<boolean> {
    const session = this.findLiveById(id, now)
    if (session === null) return false
    const changed = changeSession(session, wanted)
    checkReadable(changed)
    this.#keep(changed)
    return true
  }

  async rotate(tokenHash: string, rotation: Rotation): Promise<boolean> {
    return this.rotateNow(tokenHash, rotation) !== null
  }

  async end(which: SessionSelection, ending: Ending): Promise<EndedSession[]> {
    return this.endNow(which, ending)
  }

  async removeExpired(expiredBefore: number, now: number, limit: number): Promise<number> {
    const expired = [...this.#kept.values()].filter((session) => !isAlive(session, expiredBefore)).slice(0, limit)
    const forgotten = [...this.#ended].filter(([, { forgetAt }]) => forgetAt <= now).slice(0, limit)
    for (const { tokenHash } of expired) this.#kept.delete(tokenHash)
    for (const [tokenHash] of forgotten) this.#ended.delete(tokenHash)
    return expired.length + forgotten.length
  }

  /** Ends sessions together with something else. */
  endNow(which: SessionSelection, ending: Ending): EndedSession[] {
    return this.#select(which).map((session) => this.#endOne(session, ending))
  }

  /** Gives a live session a new token together with something else. Null for a dead one. */
  rotateNow(tokenHash: string, rotation: Rotation): SessionRecord | null {
    const session = this.#kept.get(tokenHash)
    if (session === undefined || !isAlive(session, rotation.at)) return null
    this.#endOne(session, { ...rotation, reason: rotated })
    const reauthenticatedAt = rotation.reauthenticatedAt ?? session.reauthenticatedAt
    const renewed = { ...session, tokenHash: rotation.tokenHash, reauthenticatedAt }
    this.#keep(renewed)
    return renewed
  }

  /** The live session of a token, to be looked at before it is rotated. */
  findLive(tokenHash: string, now: number): SessionRecord | null {
    const session = this.#kept.get(tokenHash)
    return session !== undefined && isAlive(session, now) ? session : null
  }

  /** The live session with a public id. */
  findLiveById(id: string, now: number): SessionRecord | null {
    const session = [...this.#kept.values()].find((one) => one.id === id)
    return session !== undefined && isAlive(session, now) ? session : null
  }

  #select(which: SessionSelection): SessionRecord[] {
    const sessions = [...this.#kept.values()]
    if ('tokenHashes' in which) {
      // A token that was rotated out leads to the session that went on.
      const ids = which.tokenHashes.map((hash) => this.#kept.get(hash)?.id ?? this.#ended.get(hash)?.sessionId)
      return [...new Set(ids)].flatMap((id) => sessions.filter((session) => session.id === id))
    }
    const ofUser = sessions.filter(({ userId }) => userId === which.userId)
    return ofUser.filter(({ id }) => ('id' in which ? id === which.id : id !== which.exceptId))
  }

  /** The oldest sessions of a user that have to make room for a new one. */
  #surplus({ userId, createdAt: now }: SessionRecord, leaving: SessionRecord[], most: number): SessionRecord[] {
    const live = this.#select({ userId, exceptId: null })
      .filter((session) => isAlive(session, now) && !leaving.includes(session))
      .toSorted((a, b) => a.createdAt - b.createdAt)
    return live.slice(0, Math.max(0, live.length - most + 1))
  }

  #endOne({ tokenHash, id, userId, absoluteExpiresAt }: SessionRecord, { reason, at, forgetAt }: Ending): EndedSession {
    this.#kept.delete(tokenHash)
    const ended = { sessionId: id, reason, endedAt: at, forgetAt: Math.max(forgetAt, absoluteExpiresAt) }
    this.#ended.set(tokenHash, ended)
    return { id, userId, reason }
  }

  /** A copy: what the caller does to its own afterwards is not kept. */
  #keep(session: SessionRecord): void {
    this.#kept.set(session.tokenHash, structuredClone(session))
  }
}

function isAlive({ idleExpiresAt, absoluteExpiresAt }: SessionRecord, now: number): boolean {
  return Math.min(idleExpiresAt, absoluteExpiresAt) > now
}
