import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { checkKeys, readJsonObject } from '../json-object.ts'
import { fromSessionRow, toSessionRow } from '../session-row.ts'
import type { FoundSession, SessionChange, SessionRecord, SessionStore } from '../session-store.ts'
import { asStoreError } from './sqlite-error.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

const insert = `
  insert into coatcheck_sessions
    (token_hash, id, user_id, created_at, authenticated_at, reauthenticated_at, last_seen_at,
     idle_expires_at, absolute_expires_at, persistent, methods, data)
  values
    (:token_hash, :id, :user_id, :created_at, :authenticated_at, :reauthenticated_at, :last_seen_at,
     :idle_expires_at, :absolute_expires_at, :persistent, :methods, :data)`

// One statement answers both questions, so that no logout can slip in between them.
const select = `
  select s.*, e.reason as ended_reason, e.ended_at
  from (select :token_hash as wanted)
  left join coatcheck_sessions s on s.token_hash = wanted
  left join coatcheck_ended_sessions e on e.token_hash = wanted`

const alive = 'token_hash = :token_hash and idle_expires_at > :now and absolute_expires_at > :now'

const change = `
  update coatcheck_sessions
  set last_seen_at = max(last_seen_at, coalesce(:last_seen_at, 0)),
      idle_expires_at = max(idle_expires_at, coalesce(:idle_expires_at, 0)),
      data = coalesce(:data, data)
  where ${alive}`

const selectData = `select data from coatcheck_sessions where ${alive}`

const remove = 'delete from coatcheck_sessions where token_hash = ?'

const remember = `
  insert into coatcheck_ended_sessions (token_hash, reason, ended_at, forget_at)
  values (:token_hash, :reason, :ended_at, :forget_at)
  on conflict (token_hash) do nothing`

/** Sessions in SQLite. */
export class SqliteSessionStore implements SessionStore {
  readonly #writer: SqliteWriter
  readonly #reader: DatabaseSync
  #find: StatementSync | null = null

  constructor(reader: DatabaseSync, writer: SqliteWriter) {
    this.#reader = reader
    this.#writer = writer
  }

  async create(session: SessionRecord): Promise<void> {
    const row = toSessionRow(session)
    await this.#writer.write((database) => database.prepare(insert).run(row))
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
      throw asStoreError(error)
    }
  }

  async update(tokenHash: string, { lastSeenAt, idleExpiresAt, data }: SessionChange, now: number): Promise<boolean> {
    if (data !== undefined) checkKeys(data)
    return this.#writer.write((database) => {
      const row = data === undefined ? undefined : database.prepare(selectData).get({ token_hash: tokenHash, now })
      if (data !== undefined && row === undefined) return false
      const merged = row === undefined ? null : JSON.stringify({ ...readJsonObject(row['data']), ...data })
      const { changes } = database.prepare(change).run({
        token_hash: tokenHash,
        now,
        last_seen_at: lastSeenAt ?? null,
        idle_expires_at: idleExpiresAt ?? null,
        data: merged,
      })
      return changes === 1
    })
  }

  async end(tokenHash: string, reason: string, now: number, forgetAt: number): Promise<boolean> {
    return this.#writer.write((database) => {
      const { changes } = database.prepare(remove).run(tokenHash)
      if (changes === 0) return false
      database.prepare(remember).run({ token_hash: tokenHash, reason, ended_at: now, forget_at: forgetAt })
      return true
    })
  }
}
