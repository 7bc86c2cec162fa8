import { type CreateTableBuilder, type Kysely, type RawBuilder, sql, SqliteAdapter } from 'kysely'

type Table = CreateTableBuilder<string>

/** What a migration has to say differently to SQLite and to PostgreSQL. */
export interface Dialect {
  /** The type of whole numbers of 64 bits, moments in milliseconds among them. */
  integer: 'integer' | 'bigint'
  /** The smaller one of two columns. */
  least: (first: string, second: string) => RawBuilder<unknown>
  /** SQLite holds a table to the types of its columns when it is told to. */
  strict: (table: Table) => Table
  /** The same, and in SQLite the rows lie in the primary key itself. */
  strictWithoutRowid: (table: Table) => Table
}

const sqlite: Dialect = {
  integer: 'integer',
  least: (first, second) => sql`min(${sql.raw(first)}, ${sql.raw(second)})`,
  strict: (table) => table.modifyEnd(sql`strict`),
  strictWithoutRowid: (table) => table.modifyEnd(sql`strict, without rowid`),
}

const postgres: Dialect = {
  integer: 'bigint',
  least: (first, second) => sql`least(${sql.raw(first)}, ${sql.raw(second)})`,
  strict: (table) => table,
  strictWithoutRowid: (table) => table,
}

export function dialectOf(db: Kysely<unknown>): Dialect {
  return db.getExecutor().adapter instanceof SqliteAdapter ? sqlite : postgres
}
