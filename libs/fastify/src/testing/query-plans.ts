import { DatabaseSync } from 'node:sqlite'
import { onTestFinished, vi } from 'vitest'

/** Notes what this process asks of SQLite from now on. The returned function tells the statements, each once. */
export function noteStatements(): () => string[] {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
  onTestFinished(() => {
    prepare.mockRestore()
  })
  return () => [...new Set(prepare.mock.calls.map(([sql]) => sql))]
}

/** How SQLite goes about a statement, step by step. */
export function planOf(file: string, sql: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true })
  const steps = database.prepare(`explain query plan ${sql}`).all()
  database.close()
  return steps.map((step) => String(step['detail']))
}
