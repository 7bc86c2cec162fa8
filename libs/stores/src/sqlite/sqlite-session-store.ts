import type { DatabaseSync } from 'node:sqlite'
import { changeSession } from '../session-change.ts'
import type { SessionLedger } from '../session-ledger.ts'
import { checkReadable, toSessionRow } from '../session-row.ts'
import type {
  CreationTerms,
  EndedSession,
  Ending,
  FoundSession,
  Rotation,
  SessionChange,
  SessionRecord,
  SessionSelection,
} from '../session-store.ts'
import { createSession, TooManySessions } from './create-session.ts'
import { endSessions, rotateSession } from './end-sessions.ts'
import { findLiveSession, SessionReader } from './read-sessions.ts'
import { asStoreError } from './sqlite-error.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

const change = `
  update coatcheck_sessions
  set last_seen_at = :last_seen_at, idle_expires_at = :idle_expires_at, ip = :ip, user_agent = :user_agent, data = :data
  where id = :id`

// By the primary key, which is where the rows lie; without the inner select there is no limit to a delete.
const removeSessions = `
  delete from coatcheck_sessions where token_hash in
    (select token_hash from coatcheck_sessions
     where min(idle_expires_at, absolute_expires_at) <= :expired_before limit :most)`

const removeEndings = `
  delete from coatcheck_ended_sessions where token_hash in
    (select token_hash from coatcheck_ended_sessions where forget_at <= :now limit :most)`

/**
 * Sessions in SQLite. Every write is a transaction that runs to its end within one turn, and holds the whole file, so none
 * of them has to lock anything; reads go over a connection of their own and wait for nobody.
 */
export class SqliteSessionStore implements SessionLedger {
  readonly #writer: SqliteWriter
  readonly #reader: SessionReader

  constructor(reader: DatabaseSync, writer: SqliteWriter) {
    this.#reader = new SessionReader(reader)
    this.#writer = writer
  }

  async create(session: SessionRecord, terms: CreationTerms, over: readonly string[] = []) {
    // Before anything ends for it: a mistake of the caller's must not log anybody out.
    checkReadable(session)
    try {
      const ended = await this.#writer.write((database) => createSession(database, session, terms, over))
      return { created: true, ended }
    } catch (error) {
      if (error instanceof TooManySessions) return { created: false, ended: [] }
      throw error
    }
  }

  async find(tokenHash: string): Promise<FoundSession> {
    return this.#read((reader) => reader.find(tokenHash))
  }

  async findById(id: string): Promise<SessionRecord | null> {
    return this.#read((reader) => reader.findById(id))
  }

  async list(userId: string): Promise<SessionRecord[]> {
    return this.#read((reader) => reader.list(userId))
  }

  async update(id: string, wanted: SessionChange, now: number): Promise<boolean> {
    return this.#writer.write((database) => {
      // Read within the write: what a request saw when it began may have ended since (FC-3).
      const session = findLiveSession(database, id, now)
      if (session === null) return false
      const changed = changeSession(session, wanted)
      checkReadable(changed)
      const { last_seen_at, idle_expires_at, ip, user_agent, data } = toSessionRow(changed)
      database.prepare(change).run({ id, last_seen_at, idle_expires_at, ip, user_agent, data })
      return true
    })
  }

  async rotate(tokenHash: string, rotation: Rotation): Promise<boolean> {
    return this.#writer.write((database) => rotateSession(database, tokenHash, rotation) !== null)
  }

  async end(which: SessionSelection, ending: Ending): Promise<EndedSession[]> {
    return this.#writer.write((database) => endSessions(database, which, ending))
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#writer.write((database) => {
      const statement = database.prepare('delete from coatcheck_sessions where id = ?')
      for (const id of ids) statement.run(id)
    })
  }

  async removeExpired(expiredBefore: number, now: number, most: number): Promise<number> {
    return this.#writer.write((database) => {
      const sessions = database.prepare(removeSessions).run({ expired_before: expiredBefore, most })
      const endings = database.prepare(removeEndings).run({ now, most })
      return Number(sessions.changes) + Number(endings.changes)
    })
  }

  #read<T>(question: (reader: SessionReader) => T): T {
    try {
      return question(this.#reader)
    } catch (error) {
      throw asStoreError(error)
    }
  }
}
