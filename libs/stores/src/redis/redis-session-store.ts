import { changeSession } from '../session-change.ts'
import type { SessionLedger } from '../session-ledger.ts'
import { checkReadable } from '../session-row.ts'
import type {
  CreationTerms,
  EndedSession,
  Ending,
  FoundSession,
  Rotation,
  SessionChange,
  SessionRecord,
  SessionSelection,
  SessionStore,
} from '../session-store.ts'
import type { InTime } from './in-time.ts'
import { fromSessionValue, withoutValue } from './session-value.ts'
import type { SessionValues } from './session-values.ts'

/**
 * Sessions of which SQL keeps who they belong to and Redis what changes with every request. A session lives while both
 * have it, so SQL alone decides about beginnings, new tokens and endings, each in one transaction there; Redis alone
 * decides nothing, whatever it forgets or brings back.
 */
export class RedisSessionStore implements SessionStore {
  readonly #ledger: SessionLedger
  readonly #values: SessionValues
  readonly #inTime: InTime

  constructor(ledger: SessionLedger, values: SessionValues, inTime: InTime) {
    this.#ledger = ledger
    this.#values = values
    this.#inTime = inTime
  }

  async create(session: SessionRecord, terms: CreationTerms) {
    checkReadable(session)
    return this.#inTime(async () => {
      const over = await this.#overFor(session.userId, session.createdAt)
      // Redis first: what SQL then says to be there is complete, and until then nobody can find it.
      await this.#values.keep(session)
      let isCreated = false
      try {
        const outcome = await this.#ledger.create(withoutValue(session), terms, over)
        isCreated = outcome.created
        this.#forget(outcome.ended)
        return outcome
      } finally {
        if (!isCreated) this.#forget([session])
      }
    })
  }

  async find(tokenHash: string): Promise<FoundSession> {
    return this.#inTime(() => this.#find(tokenHash))
  }

  async list(userId: string): Promise<SessionRecord[]> {
    return this.#inTime(async () => {
      const kept = await this.#ledger.list(userId)
      const values = await this.#readAll(kept)
      return values.flatMap((found) => (found?.state === 'kept' ? [found.session] : []))
    })
  }

  async update(id: string, wanted: SessionChange, now: number): Promise<boolean> {
    return this.#inTime(async () => {
      const kept = await this.#ledger.findById(id)
      if (kept === null) return false
      // Somebody else may write between the look and the change; then it is looked again, until the deadline at the latest.
      for (;;) {
        const [value = null] = await this.#values.read([id])
        const found = value === null ? null : fromSessionValue(value, kept)
        if (value === null || found?.state !== 'kept' || isOver(found.session, now)) return false
        const changed = changeSession(found.session, wanted)
        checkReadable(changed)
        if (await this.#values.replace(value, changed, now)) return true
      }
    })
  }

  async rotate(tokenHash: string, rotation: Rotation): Promise<boolean> {
    return this.#inTime(async () => {
      // SQL alone would wake a session that has been idle for too long. Whether it still is one is for SQL to say.
      return (await this.isLive(tokenHash, rotation.at)) && (await this.#ledger.rotate(tokenHash, rotation))
    })
  }

  async end(which: SessionSelection, ending: Ending): Promise<EndedSession[]> {
    // SQL alone decides, so that nobody needs Redis to log out (L3).
    const ended = await this.#inTime(() => this.#ledger.end(which, ending))
    this.#forget(ended)
    return ended
  }

  async removeExpired(expiredBefore: number, now: number, most: number): Promise<number> {
    return this.#inTime(async () => {
      // SQL does not know that they have expired. Those whose removal fails here go with their absolute end.
      const ids = await this.#values.takeExpired(expiredBefore, most)
      if (ids.length > 0) await this.#ledger.remove(ids)
      return ids.length + (await this.#ledger.removeExpired(expiredBefore, now, most))
    })
  }

  /** Whether a token opens a session at a moment, as far as anybody can tell before it is tried. */
  async isLive(tokenHash: string, now: number): Promise<boolean> {
    const found = await this.#find(tokenHash)
    return found?.state === 'kept' && !isOver(found.session, now)
  }

  async #find(tokenHash: string): Promise<FoundSession> {
    const found = await this.#ledger.find(tokenHash)
    // A dead token is dead whatever Redis has, and also while Redis cannot be asked.
    if (found?.state !== 'kept') return found
    return (await this.#readAll([found.session]))[0] ?? null
  }

  async #readAll(kept: readonly SessionRecord[]): Promise<FoundSession[]> {
    const values = await this.#values.read(kept.map(({ id }) => id))
    return kept.map((session, index) => {
      const value = values[index] ?? null
      return value === null ? null : fromSessionValue(value, session)
    })
  }

  /** A user's sessions that SQL has and that are over nevertheless, or cannot be read: they take up no room. */
  async #overFor(userId: string, now: number): Promise<string[]> {
    const kept = await this.#ledger.list(userId)
    const values = await this.#readAll(kept)
    return kept.flatMap(({ id }, index) => {
      const found = values[index] ?? null
      return found?.state === 'kept' && !isOver(found.session, now) ? [] : [id]
    })
  }

  #forget(sessions: readonly { id: string }[]): void {
    this.#values.forget(sessions.map(({ id }) => id))
  }
}

function isOver({ idleExpiresAt, absoluteExpiresAt }: SessionRecord, now: number): boolean {
  return Math.min(idleExpiresAt, absoluteExpiresAt) <= now
}
