import type { Migration } from 'kysely/migration'
import { dialectOf } from './dialect.ts'

/**
 * Pictures of users, and for users of ours the version of it beside the name: whoever reads a user knows without
 * another question whether there is a picture. The image comes last, so that nobody reads over it to the rest.
 */
export const addPictures: Migration = {
  async up(db) {
    const { integer, strict } = dialectOf(db)
    await db.schema.alterTable('coatcheck_users').addColumn('picture_version', 'text').execute()
    await db.schema
      .createTable('coatcheck_pictures')
      .addColumn('user_id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('chosen_by', 'text', (column) => column.notNull())
      .addColumn('version', 'text')
      .addColumn('type', 'text')
      .addColumn('source_hash', 'text')
      .addColumn('changed_at', integer, (column) => column.notNull())
      .addColumn('image', 'text')
      .$call(strict)
      .execute()
  },
}
