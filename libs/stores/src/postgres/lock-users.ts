import { createHash } from 'node:crypto'
import type { Connection } from './postgres-connection.ts'

/** Sets our locks apart from those that a host may take in the same database: "coat" as a number. */
const lockSpace = 0x636f6174

/**
 * Waits until no other transaction, on whatever node, holds one of these users, and holds them until the end of this one.
 *
 * Whoever counts a user's sessions, or ends several at once, takes this first; what it reads after that is what the one
 * before has left. A lock on a row would not do: under READ COMMITTED it stops nobody from inserting another row, and
 * the users may be in a table of the host's, where there is no row to lock. Taken in one order, so that no two wait for
 * each other; whoever takes none touches a single session, whose row is lock enough.
 */
export async function lockUsers(connection: Connection, userIds: readonly string[]): Promise<void> {
  const keys = [...new Set(userIds.map(keyOf))].sort((a, b) => a - b)
  await connection.query('select pg_advisory_xact_lock($1, key) from unnest($2::int[]) as key', [lockSpace, keys])
}

/** Two users with one number wait for each other without need, and nothing worse. */
function keyOf(userId: string): number {
  return createHash('sha256').update(userId).digest().readInt32BE(0)
}
