import type { Migration } from 'kysely/migration'
import { dialectOf } from './dialect.ts'

/** Counted tries and the devices that users logged in from, each with the index by which old rows are found. */
export const addLimits: Migration = {
  async up(db) {
    const { integer, strictWithoutRowid } = dialectOf(db)
    await db.schema
      .createTable('coatcheck_rate_limits')
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('full_at', integer, (column) => column.notNull())
      .$call(strictWithoutRowid)
      .execute()
    await db.schema.createIndex('coatcheck_rate_limits_full').on('coatcheck_rate_limits').column('full_at').execute()

    // The device first: that is what a login knows before it knows whose it is.
    await db.schema
      .createTable('coatcheck_known_devices')
      .addColumn('device_hash', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('last_used_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('coatcheck_known_devices_key', ['device_hash', 'user_id'])
      .$call(strictWithoutRowid)
      .execute()
    await db.schema
      .createIndex('coatcheck_known_devices_user')
      .on('coatcheck_known_devices')
      .column('user_id')
      .execute()
    await db.schema
      .createIndex('coatcheck_known_devices_used')
      .on('coatcheck_known_devices')
      .column('last_used_at')
      .execute()
  },
}
