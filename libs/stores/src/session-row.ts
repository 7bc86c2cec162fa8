import { readJsonObject, readJsonStrings } from './json-object.ts'
import type { FoundSession, SessionRecord } from './session-store.ts'

/** A row of the sessions table, as far as one can trust a file that others may have written to. */
export type SessionRow = Record<string, unknown>

/** The latest moment a JavaScript Date can hold; a later one throws when it is written as text. */
const latestInstant = 8.64e15

/** The columns that a record becomes. */
export function toSessionRow(session: SessionRecord) {
  return {
    token_hash: session.tokenHash,
    id: session.id,
    user_id: session.userId,
    created_at: session.createdAt,
    authenticated_at: session.authenticatedAt,
    reauthenticated_at: session.reauthenticatedAt,
    last_seen_at: session.lastSeenAt,
    idle_expires_at: session.idleExpiresAt,
    absolute_expires_at: session.absoluteExpiresAt,
    persistent: session.persistent ? 1 : 0,
    methods: JSON.stringify(session.methods),
    ip: session.ip,
    user_agent: session.userAgent,
    data: JSON.stringify(session.data),
  }
}

/** Reads a row strictly: anything odd makes it unreadable, and what is unreadable opens nothing (FC-9). */
export function fromSessionRow(row: SessionRow): FoundSession {
  const methods = readJsonStrings(row['methods'])
  const data = readJsonObject(row['data'])
  if (methods === null) return { state: 'unreadable', problem: 'methods' }
  if (data === null) return { state: 'unreadable', problem: 'data' }
  const reauthenticatedAt = row['reauthenticated_at']
  const session = {
    tokenHash: row['token_hash'],
    id: row['id'],
    userId: row['user_id'],
    createdAt: row['created_at'],
    authenticatedAt: row['authenticated_at'],
    reauthenticatedAt,
    lastSeenAt: row['last_seen_at'],
    idleExpiresAt: row['idle_expires_at'],
    absoluteExpiresAt: row['absolute_expires_at'],
    persistent: row['persistent'] === 1,
    methods,
    ip: row['ip'],
    userAgent: row['user_agent'],
    data,
  }
  const problem = oddField(session)
  if (problem !== null) return { state: 'unreadable', problem }
  return { state: 'kept', session: session as SessionRecord }
}

function oddField(session: Record<string, unknown>): string | null {
  for (const field of ['tokenHash', 'id', 'userId']) {
    if (typeof session[field] !== 'string' || session[field] === '') return field
  }
  for (const field of ['createdAt', 'authenticatedAt', 'lastSeenAt', 'idleExpiresAt', 'absoluteExpiresAt']) {
    if (!isInstant(session[field])) return field
  }
  for (const field of ['ip', 'userAgent']) {
    if (session[field] !== null && typeof session[field] !== 'string') return field
  }
  const { reauthenticatedAt } = session
  return reauthenticatedAt === null || isInstant(reauthenticatedAt) ? null : 'reauthenticatedAt'
}

function isInstant(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= latestInstant
}
