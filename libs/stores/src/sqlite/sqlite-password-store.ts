import type { DatabaseSync } from 'node:sqlite'
import type { PasswordChange, PasswordChangeOutcome, PasswordStore } from '../password-store.ts'
import { endSessions, rotateSession } from './end-sessions.ts'
import { asStoreError } from './sqlite-error.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

const upsert = `
  insert into coatcheck_passwords (user_id, hash, changed_at) values (:user_id, :hash, :changed_at)
  on conflict (user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`

// Compared in the statement: of two changes with the same old password one is too late (FC-5).
const replace = 'update coatcheck_passwords set hash = :to, changed_at = :at where user_id = :user_id and hash = :from'

/** Thrown to undo a change that turned out to be impossible half-way. */
class NotChanged extends Error {
  readonly outcome: 'stale' | 'session_ended'

  constructor(outcome: 'stale' | 'session_ended') {
    super(outcome)
    this.outcome = outcome
  }
}

/** Password hashes in SQLite. */
export class SqlitePasswordStore implements PasswordStore {
  readonly #reader: DatabaseSync
  readonly #writer: SqliteWriter

  constructor(reader: DatabaseSync, writer: SqliteWriter) {
    this.#reader = reader
    this.#writer = writer
  }

  async find(userId: string): Promise<string | null> {
    try {
      const row = this.#reader.prepare('select hash from coatcheck_passwords where user_id = ?').get(userId)
      return typeof row?.['hash'] === 'string' ? row['hash'] : null
    } catch (error) {
      throw asStoreError(error)
    }
  }

  async set(userId: string, passwordHash: string, now: number): Promise<void> {
    await this.#writer.write((database) => {
      setPassword(database, userId, passwordHash, now)
    })
  }

  async change({ userId, from, to, keeps, ending }: PasswordChange): Promise<PasswordChangeOutcome> {
    const { at, forgetAt } = ending
    try {
      return await this.#writer.write((database) => {
        const rotation = { tokenHash: keeps.newTokenHash, at, reauthenticatedAt: null, forgetAt }
        const kept = rotateSession(database, keeps.tokenHash, rotation)
        // First: a change on another device has ended this session too, and "logged out" is what its user must be told.
        if (kept?.userId !== userId) throw new NotChanged('session_ended')
        const { changes } = database.prepare(replace).run({ user_id: userId, from, to, at })
        if (changes === 0) throw new NotChanged('stale')
        return { outcome: 'changed', ended: endSessions(database, { userId, exceptId: kept.id }, ending) }
      })
    } catch (error) {
      if (error instanceof NotChanged) return { outcome: error.outcome, ended: [] }
      throw error
    }
  }

  async remove(userId: string): Promise<void> {
    await this.#writer.write((database) => {
      removePassword(database, userId)
    })
  }
}

/** Sets a password within a transaction that does more than that. */
export function setPassword(database: DatabaseSync, userId: string, hash: string, changedAt: number): void {
  database.prepare(upsert).run({ user_id: userId, hash, changed_at: changedAt })
}

/** Forgets a password within a transaction that does more than that. */
export function removePassword(database: DatabaseSync, userId: string): void {
  database.prepare('delete from coatcheck_passwords where user_id = ?').run(userId)
}
