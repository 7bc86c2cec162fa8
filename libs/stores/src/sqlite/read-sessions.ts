import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { isInstant } from '../instant.ts'
import { fromSessionRow } from '../session-row.ts'
import type { FoundSession, SessionRecord } from '../session-store.ts'

/** The condition under which a session lives. The table has an index on the left side of it. */
export const alive = 'min(idle_expires_at, absolute_expires_at) > :now'

// One statement answers both questions, so that no logout can slip in between them.
const select = `
  select s.*, e.reason as ended_reason, e.ended_at
  from (select :token_hash as wanted)
  left join coatcheck_sessions s on s.token_hash = wanted
  left join coatcheck_ended_sessions e on e.token_hash = wanted`

const notEnded = 'not exists (select 1 from coatcheck_ended_sessions e where e.token_hash = s.token_hash)'
const ofUser = `select * from coatcheck_sessions s where user_id = :user_id and ${notEnded}`
const withId = `select * from coatcheck_sessions s where id = :id and ${notEnded}`

/** Finds sessions over a connection of its own. */
export class SessionReader {
  readonly #find: StatementSync
  readonly #findById: StatementSync
  readonly #list: StatementSync

  constructor(database: DatabaseSync) {
    this.#find = prepare(database, select)
    this.#findById = prepare(database, withId)
    this.#list = prepare(database, ofUser)
  }

  find(tokenHash: string): FoundSession {
    const row = this.#find.get({ token_hash: tokenHash })
    if (row === undefined) return null
    const { ended_reason: reason, ended_at: endedAt, ...session } = toNumbers(row)
    if (reason === null) return session['token_hash'] === null ? null : fromSessionRow(session)
    if (typeof reason === 'string' && isInstant(endedAt)) return { state: 'ended', reason, endedAt }
    return { state: 'unreadable', problem: 'endedAt' }
  }

  findById(id: string): SessionRecord | null {
    return this.#findById.all({ id }).flatMap(toSession)[0] ?? null
  }

  list(userId: string): SessionRecord[] {
    return this.#list.all({ user_id: userId }).flatMap(toSession)
  }
}

/** A user's live sessions within a transaction, the oldest one first. What is unreadable takes up no room. */
export function liveSessionsOf(database: DatabaseSync, userId: string, now: number): SessionRecord[] {
  const statement = prepare(database, `${ofUser} and ${alive} order by created_at, id`)
  return statement.all({ user_id: userId, now }).flatMap(toSession)
}

/** The live session with a public id, within a transaction. */
export function findLiveSession(database: DatabaseSync, id: string, now: number): SessionRecord | null {
  const statement = prepare(database, `select * from coatcheck_sessions where id = :id and ${alive}`)
  const row = statement.get({ id, now })
  return (row === undefined ? undefined : toSession(row)[0]) ?? null
}

/** A damaged row may hold an integer that JavaScript's numbers cannot; read as one it would throw. */
function prepare(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql)
  statement.setReadBigInts(true)
  return statement
}

function toSession(row: Record<string, unknown>): SessionRecord[] {
  const found = fromSessionRow(toNumbers(row))
  return found?.state === 'kept' ? [found.session] : []
}

/** What is too large for a number comes out as one that is no instant either. */
function toNumbers(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, typeof value === 'bigint' ? Number(value) : value]),
  )
}
