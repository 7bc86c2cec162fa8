import type { Migration } from 'kysely/migration'
import { dialectOf } from './dialect.ts'

/**
 * What the list of devices shows, the session that a dead token belonged to, and the indexes by which expired
 * rows are found.
 */
export const addDevices: Migration = {
  async up(db) {
    const { least } = dialectOf(db)
    await db.schema.alterTable('coatcheck_sessions').addColumn('ip', 'text').execute()
    await db.schema.alterTable('coatcheck_sessions').addColumn('user_agent', 'text').execute()
    await db.schema.alterTable('coatcheck_ended_sessions').addColumn('session_id', 'text').execute()
    await db.schema
      .createIndex('coatcheck_sessions_expiry')
      .on('coatcheck_sessions')
      .column(least('idle_expires_at', 'absolute_expires_at'))
      .execute()
    await db.schema
      .createIndex('coatcheck_ended_sessions_forget')
      .on('coatcheck_ended_sessions')
      .column('forget_at')
      .execute()
  },
}
