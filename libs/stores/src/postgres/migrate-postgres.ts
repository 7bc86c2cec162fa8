import { Kysely, PostgresDialect } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Client } from 'pg'
import { migrations } from '../migrations.ts'
import { StoreRefused } from '../store-refused.ts'

/**
 * Brings the tables up to date in one transaction, all or nothing. Of several processes that start at once one does it
 * and the others wait for the migrator's lock, which the server lets go of when its connection ends.
 */
export async function migratePostgres(client: Client, wanted: Record<string, Migration> = migrations): Promise<void> {
  const { rows } = await client.query<{ schema: string | null }>('select current_schema() as schema')
  const schema = rows[0]?.schema
  if (schema == null) throw new StoreRefused('No schema of the search_path exists. Create one, or set the search_path.')

  const migrator = new Migrator({
    db: kyselyOver(client),
    provider: { getMigrations: () => Promise.resolve(wanted) },
    migrationTableName: 'coatcheck_migrations',
    migrationLockTableName: 'coatcheck_migration_lock',
    // Or a table of the same name in another schema would be taken for ours.
    migrationTableSchema: schema,
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error instanceof Error ? error : new Error('A migration failed', { cause: error })
}

/** Kysely asks for a pool; one connection is all it needs, and this one stays open. */
function kyselyOver(client: Client): Kysely<unknown> {
  const connection = { query: client.query.bind(client), release: () => undefined }
  const pool = { connect: () => Promise.resolve(connection), end: () => Promise.resolve() }
  return new Kysely({ dialect: new PostgresDialect({ pool: pool as never }) })
}
