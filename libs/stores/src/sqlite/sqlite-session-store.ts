import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { checkKeys, readJsonObject } from '../json-object.ts'
import { fromSessionRow, toSessionRow } from '../session-row.ts'
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
import { endSessions, rotateSession } from './end-sessions.ts'
import { asStoreError, isBeyondNumber } from './sqlite-error.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

const insert = `
  insert into coatcheck_sessions
    (token_hash, id, user_id, created_at, authenticated_at, reauthenticated_at, last_seen_at,
     idle_expires_at, absolute_expires_at, persistent, methods, ip, user_agent, data)
  values
    (:token_hash, :id, :user_id, :created_at, :authenticated_at, :reauthenticated_at, :last_seen_at,
     :idle_expires_at, :absolute_expires_at, :persistent, :methods, :ip, :user_agent, :data)`

// One statement answers both questions, so that no logout can slip in between them.
const select = `
  select s.*, e.reason as ended_reason, e.ended_at
  from (select :token_hash as wanted)
  left join coatcheck_sessions s on s.token_hash = wanted
  left join coatcheck_ended_sessions e on e.token_hash = wanted`

const alive = 'idle_expires_at > :now and absolute_expires_at > :now'

const change = `
  update coatcheck_sessions
  set last_seen_at = max(last_seen_at, coalesce(:last_seen_at, 0)),
      idle_expires_at = min(absolute_expires_at, max(idle_expires_at, coalesce(:idle_expires_at, 0))),
      ip = coalesce(:ip, ip),
      user_agent = coalesce(:user_agent, user_agent),
      data = coalesce(:data, data)
  where id = :id and ${alive}`

const selectData = `select data from coatcheck_sessions where id = :id and ${alive}`

const selectOldest = `select id from coatcheck_sessions where user_id = :user_id and ${alive} order by created_at, id`

const removeSessions = `
  delete from coatcheck_sessions where token_hash in
    (select token_hash from coatcheck_sessions where idle_expires_at <= :expired_before limit :most)`

const removeEndings = `
  delete from coatcheck_ended_sessions where token_hash in
    (select token_hash from coatcheck_ended_sessions where forget_at <= :now limit :most)`

/** Thrown to undo what a creation has ended already. */
class TooManySessions extends Error {}

/** Sessions in SQLite. */
export class SqliteSessionStore implements SessionStore {
  readonly #writer: SqliteWriter
  readonly #reader: DatabaseSync
  #find: StatementSync | null = null

  constructor(reader: DatabaseSync, writer: SqliteWriter) {
    this.#reader = reader
    this.#writer = writer
  }

  async create(session: SessionRecord, { replaced, limit }: CreationTerms) {
    checkKeys(session.data)
    const row = toSessionRow(session)
    const { userId, createdAt: now } = session
    try {
      return await this.#writer.write((database) => {
        const ended = endSessions(database, replaced, replaced.ending)
        const live = database.prepare(selectOldest).all({ user_id: userId, now })
        const surplus = live.slice(0, Math.max(0, live.length - limit.most + 1)).map(({ id }) => String(id))
        if (surplus.length > 0 && limit.ending === null) throw new TooManySessions()
        const { ending } = limit
        const evicted = ending === null ? [] : surplus.flatMap((id) => endSessions(database, { userId, id }, ending))
        database.prepare(insert).run(row)
        return { created: true, ended: [...ended, ...evicted] }
      })
    } catch (error) {
      if (error instanceof TooManySessions) return { created: false, ended: [] }
      throw error
    }
  }

  async find(tokenHash: string): Promise<FoundSession> {
    try {
      this.#find ??= this.#reader.prepare(select)
      const row = this.#find.get({ token_hash: tokenHash })
      if (row === undefined) return null
      const { ended_reason: reason, ended_at: endedAt } = row
      if (typeof reason === 'string' && typeof endedAt === 'number') return { state: 'ended', reason, endedAt }
      return row['token_hash'] === null ? null : fromSessionRow(row)
    } catch (error) {
      if (isBeyondNumber(error)) return { state: 'unreadable', problem: 'a number that is too large' }
      throw asStoreError(error)
    }
  }

  async list(userId: string): Promise<SessionRecord[]> {
    const found = await Promise.all(this.#tokenHashesOf(userId).map((hash) => this.find(hash)))
    return found.flatMap((one) => (one?.state === 'kept' ? [one.session] : []))
  }

  async update(id: string, { lastSeenAt, idleExpiresAt, ip, userAgent, data }: SessionChange, now: number) {
    if (data !== undefined) checkKeys(data)
    return this.#writer.write((database) => {
      const row = data === undefined ? undefined : database.prepare(selectData).get({ id, now })
      if (data !== undefined && row === undefined) return false
      const merged = row === undefined ? null : JSON.stringify({ ...readJsonObject(row['data']), ...data })
      const { changes } = database.prepare(change).run({
        id,
        now,
        last_seen_at: lastSeenAt ?? null,
        idle_expires_at: idleExpiresAt ?? null,
        ip: ip ?? null,
        user_agent: userAgent ?? null,
        data: merged,
      })
      return changes === 1
    })
  }

  async rotate(tokenHash: string, rotation: Rotation): Promise<boolean> {
    return this.#writer.write((database) => rotateSession(database, tokenHash, rotation) !== null)
  }

  async end(which: SessionSelection, ending: Ending): Promise<EndedSession[]> {
    return this.#writer.write((database) => endSessions(database, which, ending))
  }

  async removeExpired(expiredBefore: number, now: number, most: number): Promise<number> {
    return this.#writer.write((database) => {
      const sessions = database.prepare(removeSessions).run({ expired_before: expiredBefore, most })
      const endings = database.prepare(removeEndings).run({ now, most })
      return Number(sessions.changes) + Number(endings.changes)
    })
  }

  #tokenHashesOf(userId: string): string[] {
    try {
      const rows = this.#reader.prepare('select token_hash from coatcheck_sessions where user_id = ?').all(userId)
      return rows.map((row) => String(row['token_hash']))
    } catch (error) {
      throw asStoreError(error)
    }
  }
}
