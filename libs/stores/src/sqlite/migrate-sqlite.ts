import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { Kysely, SqliteDialect } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { migrations } from '../migrations.ts'
import { isBusy } from './sqlite-error.ts'

/**
 * Brings the tables up to date, all or nothing. Kysely's own migration lock does nothing on SQLite,
 * so one transaction holds the write lock of the file throughout: of two processes that start at once
 * the second waits and then finds the work done, and a process that dies half-way leaves no trace.
 */
export async function migrateSqlite(
  database: DatabaseSync,
  deadlineMs: number,
  wanted: Record<string, Migration> = migrations,
): Promise<void> {
  await begin(database, performance.now() + deadlineMs)
  try {
    const migrator = new Migrator({
      db: kyselyOver(database),
      provider: { getMigrations: () => Promise.resolve(wanted) },
      migrationTableName: 'coatcheck_migrations',
      migrationLockTableName: 'coatcheck_migration_lock',
      disableTransactions: true,
    })
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) throw error instanceof Error ? error : new Error('A migration failed', { cause: error })
    database.exec('commit')
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    throw error
  }
}

async function begin(database: DatabaseSync, deadline: number): Promise<void> {
  for (;;) {
    try {
      database.exec('begin immediate')
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
    }
    await delay(20)
  }
}

/** Kysely has no dialect for `node:sqlite`; this much makes its SQLite dialect speak to it. */
function kyselyOver(database: DatabaseSync): Kysely<unknown> {
  return new Kysely({
    dialect: new SqliteDialect({
      database: {
        close: () => undefined,
        prepare(sql) {
          const statement = database.prepare(sql)
          const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
          return {
            reader: statement.columns().length > 0,
            all: (parameters) => statement.all(...values(parameters)),
            run: (parameters) => statement.run(...values(parameters)),
            iterate: (parameters) => statement.iterate(...values(parameters)),
          }
        },
      },
    }),
  })
}
