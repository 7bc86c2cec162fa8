import type { Migration } from 'kysely/migration'
import { dialectOf } from './dialect.ts'

/**
 * Identities at providers, browsers on their way to one and back, and which sessions began there. No reference to the
 * users: they may live in a table of the host's.
 */
export const addIdentities: Migration = {
  async up(db) {
    const { integer, strict, strictWithoutRowid } = dialectOf(db)
    await db.schema
      .createTable('coatcheck_identities')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('issuer', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text')
      .addColumn('email', 'text')
      .addColumn('picture', 'text')
      .addColumn('created_at', integer, (column) => column.notNull())
      .addColumn('last_used_at', integer, (column) => column.notNull())
      .addUniqueConstraint('coatcheck_identities_key', ['issuer', 'subject'])
      .$call(strict)
      .execute()
    await db.schema.createIndex('coatcheck_identities_user').on('coatcheck_identities').column('user_id').execute()

    await db.schema
      .createTable('coatcheck_round_trips')
      .addColumn('token_hash', 'text', (column) => column.primaryKey().notNull())
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('return_url', 'text', (column) => column.notNull())
      .addColumn('persistent', integer, (column) => column.notNull())
      .addColumn('user_id', 'text')
      .addColumn('session_id', 'text')
      .addColumn('began_at', integer, (column) => column.notNull())
      .addColumn('expires_at', integer, (column) => column.notNull())
      .$call(strictWithoutRowid)
      .execute()
    await db.schema
      .createIndex('coatcheck_round_trips_expiry')
      .on('coatcheck_round_trips')
      .column('expires_at')
      .execute()

    await db.schema
      .createTable('coatcheck_provider_logins')
      .addColumn('session_id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('issuer', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('sid', 'text')
      .addColumn('issued_at', integer, (column) => column.notNull())
      .addColumn('expires_at', integer, (column) => column.notNull())
      .$call(strictWithoutRowid)
      .execute()
    for (const columns of [['issuer', 'subject'], ['issuer', 'sid'], ['user_id'], ['expires_at']]) {
      await db.schema
        .createIndex(`coatcheck_provider_logins_${columns.at(-1) ?? ''}`)
        .on('coatcheck_provider_logins')
        .columns(columns)
        .execute()
    }

    await db.schema
      .createTable('coatcheck_provider_logouts')
      .addColumn('message_hash', 'text', (column) => column.primaryKey().notNull())
      .addColumn('issuer', 'text', (column) => column.notNull())
      .addColumn('subject', 'text')
      .addColumn('sid', 'text')
      .addColumn('issued_at', integer, (column) => column.notNull())
      .addColumn('forget_at', integer, (column) => column.notNull())
      .$call(strictWithoutRowid)
      .execute()
    for (const columns of [['issuer', 'subject'], ['issuer', 'sid'], ['forget_at']]) {
      await db.schema
        .createIndex(`coatcheck_provider_logouts_${columns.at(-1) ?? ''}`)
        .on('coatcheck_provider_logouts')
        .columns(columns)
        .execute()
    }
  },
}
