import type { Connection } from './postgres-connection.ts'

/** Forgets a user's identities within a transaction that does more than that. */
export async function forgetIdentities(connection: Connection, userId: string): Promise<void> {
  await connection.query('delete from coatcheck_identities where user_id = $1', [userId])
  await connection.query('delete from coatcheck_provider_logins where user_id = $1', [userId])
}
