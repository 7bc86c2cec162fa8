import { isWithoutValue } from '../redis/session-value.ts'
import type { FoundSession } from '../session-store.ts'
import { fromSessionRow } from '../session-row.ts'
import type { CopiedRow, CopiedTable, StoreSource } from './store-source.ts'
import type { StoreTarget } from './store-target.ts'

/** Each is opened when its turn comes, and closed come what may. */
export interface Places {
  from: () => Promise<StoreSource>
  to: () => Promise<StoreTarget>
}

export interface CopyOptions {
  /** Sessions go on in the new place; the ended ones stay ended there, and their users are told why. Default false. */
  withSessions?: boolean
  /** Told now and then how far it is. */
  onProgress?: (progress: CopyProgress) => void
}

/** So many rows of a table are on their way. */
export interface CopyProgress {
  table: CopiedTable
  rows: number
}

/** How many rows of each table were copied. */
export interface Copied extends Record<CopiedTable, number> {
  /** Sessions that no version of this library wrote: they open nothing and stay where they are. */
  unreadableSessions: number
  /**
   * Sessions of which the rest is in Redis, among those that were copied. They go on where the same Redis goes over the
   * new place; without it they end as if nobody had used them since the login.
   */
  sessionsInRedis: number
}

const people: CopiedTable[] = ['users', 'passwords', 'identities', 'pictures', 'known_devices']
const logins: CopiedTable[] = ['sessions', 'ended_sessions', 'provider_logins']

/**
 * Copies all that a store keeps into an empty one: all of it or nothing.
 *
 * @example
 * await copyStore({ from: () => sqliteSource('./data/shop.db'), to: () => postgresTarget('postgres://db.example/shop') })
 */
export async function copyStore({ from, to }: Places, options: CopyOptions = {}): Promise<Copied> {
  // First where somebody may have accounts already: until that is known nobody has to wait at the other place.
  const target = await to()
  try {
    const source = await from()
    try {
      const copied = await copyTables(source, target, options)
      await target.keep()
      return copied
    } finally {
      source.close()
    }
  } finally {
    await target.close()
  }
}

async function copyTables(source: StoreSource, target: StoreTarget, options: CopyOptions): Promise<Copied> {
  const { withSessions = false, onProgress = () => undefined } = options
  const copied: Copied = {
    ...{ users: 0, passwords: 0, identities: 0, pictures: 0, known_devices: 0 },
    ...{ sessions: 0, ended_sessions: 0, provider_logins: 0, unreadableSessions: 0, sessionsInRedis: 0 },
  }
  for (const table of withSessions ? [...people, ...logins] : people) {
    for (const rows of source.read(table)) {
      const sessions = table === 'sessions' ? rows.map(readSession) : []
      const readable = table === 'sessions' ? rows.filter((_, index) => sessions[index]?.state === 'kept') : rows
      copied.unreadableSessions += rows.length - readable.length
      copied.sessionsInRedis += sessions.filter(
        (found) => found?.state === 'kept' && isWithoutValue(found.session),
      ).length
      await target.add(table, readable)
      copied[table] += readable.length
      onProgress({ table, rows: copied[table] })
    }
  }
  return copied
}

/** PostgreSQL has no character that is a zero. */
function readSession(row: CopiedRow): FoundSession {
  const hasZero = Object.values(row).some((value) => typeof value === 'string' && value.includes('\0'))
  return hasZero ? { state: 'unreadable', problem: 'zero' } : fromSessionRow(row)
}
