import { vi } from 'vitest'
import type { Shared } from './engines.ts'

/** Resolves when PostgreSQL has noticed that a node is gone: until then it may still do what it was told last. */
export async function isForgotten(name: string, { sql }: Shared): Promise<void> {
  const connections = 'select 1 from pg_stat_activity where datname = current_database() and application_name = $1'
  await vi.waitUntil(async () => (await sql.query(connections, [name])).rowCount === 0, { timeout: 10_000 })
}

/** What is in the database and cannot all be true. */
export async function findContradictions({ sql }: Shared): Promise<unknown[]> {
  const { rows } = await sql.query<object>(`
    select 'a token both live and ended' as problem from coatcheck_sessions join coatcheck_ended_sessions using (token_hash)
    union all
    select 'a session of nobody' from coatcheck_sessions s
    where not exists (select 1 from coatcheck_users u where u.id = s.user_id)
    union all
    select 'a user without a password' from coatcheck_users u
    where not exists (select 1 from coatcheck_passwords p where p.user_id = u.id)
    union all
    select 'a password of nobody' from coatcheck_passwords p
    where not exists (select 1 from coatcheck_users u where u.id = p.user_id)`)
  return rows
}
