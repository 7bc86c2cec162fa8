import { createHash } from 'node:crypto'
import type { Connection } from './postgres-connection.ts'

/** Sets these locks apart from those on users, and from a host's: "issu" as a number. */
const lockSpace = 0x69737375

/**
 * Keeps the logins of an issuer and its logouts from passing each other unseen, until the end of this transaction: many
 * logins at once hold it, but a logout holds it alone. Taken before any user is.
 */
export async function lockIssuer(connection: Connection, issuer: string, hold: 'shared' | 'alone'): Promise<void> {
  const lock = hold === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock'
  const key = createHash('sha256').update(issuer).digest().readInt32BE(0)
  await connection.query(`select ${lock}($1, $2)`, [lockSpace, key])
}
