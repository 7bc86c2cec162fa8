import type { PasswordChange, PasswordChangeOutcome, PasswordStore } from '../password-store.ts'
import { endSessionsOf, rotateSession } from './end-sessions.ts'
import { lockUsers } from './lock-users.ts'
import type { Connection } from './postgres-connection.ts'
import type { PostgresPool } from './postgres-pool.ts'

const upsert = `
  insert into coatcheck_passwords (user_id, hash, changed_at) values ($1, $2, $3)
  on conflict (user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`

// Compared in the statement: of two changes with the same old password one is too late (FC-5).
const replace = `
  update coatcheck_passwords set hash = $3, changed_at = $4 where user_id = $1 and hash = $2
  returning 1`

/** Thrown to undo a change that turned out to be impossible half-way. */
class NotChanged extends Error {
  readonly outcome: 'stale' | 'session_ended'

  constructor(outcome: 'stale' | 'session_ended') {
    super(outcome)
    this.outcome = outcome
  }
}

/** Password hashes in PostgreSQL. */
export class PostgresPasswordStore implements PasswordStore {
  readonly #pool: PostgresPool

  constructor(pool: PostgresPool) {
    this.#pool = pool
  }

  async find(userId: string): Promise<string | null> {
    const [row] = await this.#pool.read('select hash from coatcheck_passwords where user_id = $1', [userId])
    return typeof row?.['hash'] === 'string' ? row['hash'] : null
  }

  async set(userId: string, passwordHash: string, now: number): Promise<void> {
    await this.#pool.query(upsert, [userId, passwordHash, now])
  }

  async change({ userId, from, to, keeps, ending }: PasswordChange): Promise<PasswordChangeOutcome> {
    const { at, forgetAt } = ending
    try {
      return await this.#pool.transaction(async (connection) => {
        // Before the first look: no session may begin between the new password and the end of the old sessions.
        await lockUsers(connection, [userId])
        const rotation = { tokenHash: keeps.newTokenHash, at, reauthenticatedAt: null, forgetAt }
        const kept = await rotateSession(connection, keeps.tokenHash, rotation)
        // First: a change on another device has ended this session too, and "logged out" is what its user must be told.
        if (kept?.userId !== userId) throw new NotChanged('session_ended')
        const changed = await connection.query(replace, [userId, from, to, at])
        if (changed.length === 0) throw new NotChanged('stale')
        return { outcome: 'changed', ended: await endSessionsOf(connection, userId, kept.id, ending) }
      })
    } catch (error) {
      if (error instanceof NotChanged) return { outcome: error.outcome, ended: [] }
      throw error
    }
  }

  async remove(userId: string): Promise<void> {
    await removePassword(this.#pool, userId)
  }
}

/** Forgets a password, also within a transaction that does more than that. */
export async function removePassword(connection: Connection, userId: string): Promise<void> {
  await connection.query('delete from coatcheck_passwords where user_id = $1', [userId])
}
