import { toSessionRow } from '../session-row.ts'
import type { SessionRecord } from '../session-store.ts'
import { sessionRecord } from './session-record.ts'

/** As much of a connection to the file as is needed here. */
interface Connection {
  exec(sql: string): void
  prepare(sql: string): { run(values: ReturnType<typeof toSessionRow>): unknown }
}

const columns = Object.keys(toSessionRow(sessionRecord()))
const insert = `
  insert into coatcheck_sessions (${columns.join()}) values (${columns.map((column) => `:${column}`).join()})`

/** Puts sessions into the file behind the store's back, all in one transaction, so that 100,000 take a second. */
export function plantSessions(database: Connection, sessions: Iterable<SessionRecord>): void {
  database.exec('begin immediate')
  const statement = database.prepare(insert)
  for (const session of sessions) statement.run(toSessionRow(session))
  database.exec('commit')
}
