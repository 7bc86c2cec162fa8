import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sqlite } from '../sqlite.ts'
import { isBusy } from '../sqlite/sqlite-error.ts'
import { StoreRefused } from '../store-refused.ts'
import type { CopiedRow, CopiedTable, StoreSource } from './store-source.ts'

/** A piece has no more rows than this, and not many more characters than that. */
const [mostRows, manyCharacters] = [1000, 1_000_000]

/** Opens an SQLite store to be copied. Rejects with {@link StoreRefused} when there is none. */
export async function sqliteSource(file: string): Promise<StoreSource> {
  const path = resolve(file)
  if (!existsSync(path)) throw new StoreRefused(`There is no file ${path}. Name the one that is to be copied.`)
  // Whatever version wrote it, its tables are those of today.
  const store = await sqlite(path)
  await store.close()
  const database = new DatabaseSync(path, { timeout: 2000 })
  try {
    // Nobody writes there meanwhile: what somebody was told to be kept would be missing in the copy.
    database.exec('begin immediate')
  } catch (error) {
    database.close()
    if (!isBusy(error)) throw error
    throw new StoreRefused(`${path} is locked by another process. Stop that process.`, { cause: error })
  }
  return {
    read: (table) => readTable(database, table),
    close() {
      if (database.isOpen) database.close()
    },
  }
}

function* readTable(database: DatabaseSync, table: CopiedTable): Generator<CopiedRow[]> {
  const statement = database.prepare(`select * from coatcheck_${table}`)
  // Or a damaged row, with a number that is too large, would stop it.
  statement.setReadBigInts(true)
  let rows: CopiedRow[] = []
  let characters = 0
  for (const raw of statement.iterate()) {
    const row = Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, toPlain(value)]))
    rows.push(row)
    characters += lengthOf(row)
    if (rows.length < mostRows && characters < manyCharacters) continue
    yield rows
    rows = []
    characters = 0
  }
  if (rows.length > 0) yield rows
}

/** A number that JavaScript's cannot hold becomes text, which no column of numbers takes for one that it is not. */
function toPlain(value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : `${String(value)} is too large`
}

function lengthOf(row: CopiedRow): number {
  return Object.values(row).reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 8), 0)
}
