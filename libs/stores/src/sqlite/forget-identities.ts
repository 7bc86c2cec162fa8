import type { DatabaseSync } from 'node:sqlite'

/** Forgets a user's identities within a transaction that does more than that. */
export function forgetIdentities(database: DatabaseSync, userId: string): void {
  database.prepare('delete from coatcheck_identities where user_id = ?').run(userId)
  database.prepare('delete from coatcheck_provider_logins where user_id = ?').run(userId)
}
