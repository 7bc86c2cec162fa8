import type { Migration } from 'kysely/migration'
import { dialectOf } from './dialect.ts'

/**
 * Users, their passwords, sessions and the ended ones. Times are milliseconds since 1970, UTC.
 * The names carry a prefix, since a host may keep tables of its own in the same database.
 */
export const createTables: Migration = {
  async up(db) {
    const { integer, strict, strictWithoutRowid } = dialectOf(db)
    await db.schema
      .createTable('coatcheck_users')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('email', 'text')
      .addColumn('email_canonical', 'text', (column) => column.unique())
      .addColumn('email_verified', integer, (column) => column.notNull())
      .addColumn('roles', 'text', (column) => column.notNull())
      .addColumn('locale', 'text', (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addColumn('version', integer, (column) => column.notNull())
      .$call(strict)
      .execute()

    // No reference to the users: they may live in a table of the host's.
    await db.schema
      .createTable('coatcheck_passwords')
      .addColumn('user_id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('changed_at', integer, (column) => column.notNull())
      .$call(strict)
      .execute()

    await db.schema
      .createTable('coatcheck_sessions')
      .addColumn('token_hash', 'text', (column) => column.primaryKey().notNull())
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addColumn('authenticated_at', integer, (column) => column.notNull())
      .addColumn('reauthenticated_at', integer)
      .addColumn('last_seen_at', integer, (column) => column.notNull())
      .addColumn('idle_expires_at', integer, (column) => column.notNull())
      .addColumn('absolute_expires_at', integer, (column) => column.notNull())
      .addColumn('persistent', integer, (column) => column.notNull())
      .addColumn('methods', 'text', (column) => column.notNull())
      .addColumn('data', 'text', (column) => column.notNull())
      .$call(strictWithoutRowid)
      .execute()
    await db.schema.createIndex('coatcheck_sessions_user').on('coatcheck_sessions').column('user_id').execute()

    await db.schema
      .createTable('coatcheck_ended_sessions')
      .addColumn('token_hash', 'text', (column) => column.primaryKey().notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('ended_at', integer, (column) => column.notNull())
      .addColumn('forget_at', integer, (column) => column.notNull())
      .$call(strictWithoutRowid)
      .execute()
  },
}
