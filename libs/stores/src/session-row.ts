import { isInstant } from './instant.ts'
import { checkKeys, readJsonObject, readJsonStrings } from './json-object.ts'
import { NotStorable } from './not-storable.ts'
import type { FoundSession, SessionRecord } from './session-store.ts'

/** A row of the sessions table, as far as one can trust a file that others may have written to. */
export type SessionRow = Record<string, unknown>

/** In characters, of an id, an address or what a browser calls itself. */
const longestText = 1000

/** Control characters, half pairs, and U+FFFD, which is what remains of bytes that were no text: ids that look the same. */
const doubtful = /[\p{Cc}\p{Cs}\uFFFD]/u

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
    // SQLite has no booleans, and one form for both engines is one reader less to get wrong.
    persistent: session.persistent ? 1 : 0,
    methods: JSON.stringify(session.methods),
    ip: session.ip,
    user_agent: session.userAgent,
    data: JSON.stringify(session.data),
  }
}

/** Reads a row strictly: anything odd makes it unreadable, and what is unreadable opens nothing (FC-9). */
export function fromSessionRow(row: SessionRow): FoundSession {
  const session = {
    tokenHash: row['token_hash'],
    id: row['id'],
    userId: row['user_id'],
    createdAt: row['created_at'],
    authenticatedAt: row['authenticated_at'],
    reauthenticatedAt: row['reauthenticated_at'],
    lastSeenAt: row['last_seen_at'],
    idleExpiresAt: row['idle_expires_at'],
    absoluteExpiresAt: row['absolute_expires_at'],
    persistent: readBoolean(row['persistent']),
    methods: readJsonStrings(row['methods']),
    ip: row['ip'],
    userAgent: row['user_agent'],
    data: readJsonObject(row['data']),
  }
  const problem = oddField(session)
  if (problem !== null) return { state: 'unreadable', problem }
  return { state: 'kept', session: session as SessionRecord }
}

/** Throws for a session that could not be read back: its user would be logged out and nobody would know why. */
export function checkReadable(session: SessionRecord): void {
  checkKeys(session.data)
  const found = fromSessionRow(toSessionRow(session))
  if (found?.state !== 'unreadable') return
  throw new NotStorable(
    `The ${found.problem} of a session cannot be kept: it is no JSON, too large or not allowed there.`,
  )
}

function oddField(session: Record<string, unknown>): string | null {
  for (const field of ['tokenHash', 'id', 'userId']) {
    if (!isId(session[field])) return field
  }
  for (const field of ['createdAt', 'authenticatedAt', 'lastSeenAt', 'idleExpiresAt', 'absoluteExpiresAt']) {
    if (!isInstant(session[field])) return field
  }
  for (const field of ['persistent', 'methods', 'data']) {
    if (session[field] === null) return field
  }
  for (const field of ['ip', 'userAgent']) {
    if (session[field] !== null && !isShortText(session[field])) return field
  }
  const { reauthenticatedAt } = session
  return reauthenticatedAt === null || isInstant(reauthenticatedAt) ? null : 'reauthenticatedAt'
}

function readBoolean(value: unknown): boolean | null {
  return value === 1 ? true : value === 0 ? false : null
}

function isId(value: unknown): boolean {
  return isShortText(value) && value !== '' && !doubtful.test(value)
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText
}
