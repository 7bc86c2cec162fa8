import { DatabaseSync } from 'node:sqlite'

/** Every row of every table of a database file, as another process reads them. */
export function readDatabase(file: string): Record<string, unknown[]> {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const tables = database.prepare(`select name from sqlite_schema where type = 'table'`).all()
    return Object.fromEntries(
      tables.map(({ name }) => [String(name), database.prepare(`select * from "${String(name)}"`).all()]),
    )
  } finally {
    database.close()
  }
}
