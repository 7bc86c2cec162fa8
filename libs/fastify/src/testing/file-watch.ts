import { DatabaseSync } from 'node:sqlite'
import { onTestFinished } from 'vitest'

/**
 * Watches a database file over a connection of its own, as another process would. The returned function tells whether
 * anybody has committed anything since it was last asked, in whatever table.
 */
export function watchFile(file: string): () => boolean {
  const database = new DatabaseSync(file, { readOnly: true })
  onTestFinished(() => {
    database.close()
  })
  const statement = database.prepare('pragma data_version')
  const read = () => Number(statement.get()?.['data_version'])
  let version = read()
  return () => {
    const before = version
    version = read()
    return version !== before
  }
}
