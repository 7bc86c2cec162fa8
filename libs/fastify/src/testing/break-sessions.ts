import { DatabaseSync } from 'node:sqlite'

/** Takes the sessions away from under everybody who has the file open, and returns what brings them back. */
export function breakSessions(file: string): () => void {
  const rename = (from: string, to: string) => {
    const database = new DatabaseSync(file, { timeout: 2000 })
    database.exec(`alter table ${from} rename to ${to}`)
    database.close()
  }
  rename('coatcheck_sessions', 'coatcheck_sessions_away')
  return () => {
    rename('coatcheck_sessions_away', 'coatcheck_sessions')
  }
}
