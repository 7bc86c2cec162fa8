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
import { deleteOldest, deleteSome } from './delete-some.ts'
import { endSessionOf, endSessions, endSessionsOf, rotateSession, sessionsOfTokens } from './end-sessions.ts'
import { lockUsers } from './lock-users.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import type { PostgresPool } from './postgres-pool.ts'
import { findSession, findSessionById, holdLiveSession, listSessions } from './read-sessions.ts'

const change = `
  update coatcheck_sessions set last_seen_at = $2, idle_expires_at = $3, ip = $4, user_agent = $5, data = $6
  where id = $1`

const removeSessions = deleteOldest('coatcheck_sessions', 'least(idle_expires_at, absolute_expires_at)')
const removeThese = deleteSome('coatcheck_sessions', 'id = any($1::text[])')
const removeEndings = deleteOldest('coatcheck_ended_sessions', 'forget_at')

/**
 * Sessions in PostgreSQL. What concerns one session is settled by the lock on its row, what concerns several of a user by
 * {@link lockUsers}; a reader takes no lock and sees what was committed last.
 */
export class PostgresSessionStore implements SessionLedger {
  readonly #pool: PostgresPool

  constructor(pool: PostgresPool) {
    this.#pool = pool
  }

  async create(session: SessionRecord, terms: CreationTerms, over: readonly string[] = []) {
    // Before anything ends for it: a mistake of the caller's must not log anybody out.
    checkReadable(session)
    try {
      const ended = await this.#pool.use((connection) => createSession(connection, session, terms, over))
      return { created: true, ended }
    } catch (error) {
      if (error instanceof TooManySessions) return { created: false, ended: [] }
      throw error
    }
  }

  async find(tokenHash: string): Promise<FoundSession> {
    return findSession(this.#pool, tokenHash)
  }

  async findById(id: string): Promise<SessionRecord | null> {
    return findSessionById(this.#pool, id)
  }

  async list(userId: string): Promise<SessionRecord[]> {
    return listSessions(this.#pool, userId)
  }

  // Read, merged and written while the row is held: two requests that change different keys both keep theirs, and to one
  // that ended meanwhile nothing is written (FC-3).
  async update(id: string, wanted: SessionChange, now: number): Promise<boolean> {
    return this.#pool.transaction(async (connection) => {
      const session = await holdLiveSession(connection, id, now)
      if (session === null) return false
      const changed = changeSession(session, wanted)
      checkReadable(changed)
      const { last_seen_at, idle_expires_at, ip, user_agent, data } = toSessionRow(changed)
      await connection.query(change, [id, last_seen_at, idle_expires_at, ip, user_agent, data])
      return true
    })
  }

  async rotate(tokenHash: string, rotation: Rotation): Promise<boolean> {
    return (await rotateSession(this.#pool, tokenHash, rotation)) !== null
  }

  async end(which: SessionSelection, ending: Ending): Promise<EndedSession[]> {
    return this.#pool.use(async (connection) => {
      // By id it is one row, whose lock will do; all of a user's are several, and one more may be about to begin.
      if ('tokenHashes' in which) return endTokens(connection, which.tokenHashes, ending)
      if ('id' in which) return isKept(which.id) ? endSessionOf(connection, which, ending) : []
      return connection.transaction(async (transaction) => {
        await lockUsers(transaction, [which.userId])
        return endSessionsOf(transaction, which.userId, which.exceptId, ending)
      })
    })
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#pool.query(removeThese, [ids, ids.length])
  }

  async removeExpired(expiredBefore: number, now: number, most: number): Promise<number> {
    return this.#pool.use(async (connection) => {
      // Two transactions, so that a batch of the one does not hold its rows while the other is looked for.
      const sessions = await connection.query(removeSessions, [expiredBefore, most])
      const endings = await connection.query(removeEndings, [now, most])
      return sessions.length + endings.length
    })
  }
}

async function endTokens(connection: PostgresConnection, tokenHashes: readonly string[], ending: Ending) {
  const keys = await sessionsOfTokens(connection, tokenHashes)
  const ids = keys.map(({ id }) => id)
  // The usual logout: one row, so that nobody else's order of locks matters.
  if (ids.length < 2) return endSessions(connection, ids, ending)
  return connection.transaction(async (transaction) => {
    const userIds = keys.map(({ userId }) => userId)
    await lockUsers(transaction, userIds)
    return endSessions(transaction, ids, ending)
  })
}

/** Ids come in from outside; with this character in one PostgreSQL does not even look. */
function isKept(id: string): boolean {
  return !id.includes('\0')
}
