import type { OddRow } from './poison-rows.ts'

/** As much of a connection to the file as is needed here, so that this is not bound to one driver. */
interface Connection {
  prepare(sql: string): { run(value: OddRow['value'], tokenHash: string): unknown }
}

/** Puts something odd into the session of a token, behind the store's back. */
export function plantRow(database: Connection, tokenHash: string, { column, value }: OddRow): void {
  // A STRICT table takes no blob for a text; cast, bytes become a text without anybody asking whether they are one.
  const mark = value instanceof Uint8Array ? 'cast(? as text)' : '?'
  database.prepare(`update coatcheck_sessions set ${column} = ${mark} where token_hash = ?`).run(value, tokenHash)
}
