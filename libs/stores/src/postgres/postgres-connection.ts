import type { PoolClient } from 'pg'
import type { Deadline } from '../deadline.ts'
import { NotStorable } from '../not-storable.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { asStoreError, concernsStatement, isConnectionLost, isInTheWay } from './postgres-error.ts'

export type Row = Record<string, unknown>

/** SQL; with a name the server keeps it prepared. */
export type Statement = string | { name: string; text: string }

/** What runs statements: within a transaction, or each as one of its own. */
export interface Connection {
  query(statement: Statement, values?: readonly unknown[]): Promise<Row[]>
}

/** A connection for as long as one verb needs it. Knows whether the verb may begin again from the start. */
export class PostgresConnection implements Connection {
  readonly #client: PoolClient
  readonly #isReused: boolean
  readonly #waiting: Deadline | null
  /** So far nothing was written, or all that was has been undone. */
  #isUntouched = true

  constructor(client: PoolClient, isReused: boolean, waiting: Deadline | null) {
    this.#client = client
    this.#isReused = isReused
    this.#waiting = waiting
  }

  /** Runs one statement that only reads. */
  async read(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    // Nothing that is kept has such a text, so nothing can be found by it.
    return values.some(hasNul) ? [] : this.#run(statement, values)
  }

  /** Runs one statement in a transaction of its own. */
  async query(statement: Statement, values?: readonly unknown[]): Promise<Row[]> {
    return this.transaction((transaction) => transaction.query(statement, values))
  }

  /**
   * Runs `work` in a transaction; it is committed before this resolves, and not once the {@link Deadline} of whoever
   * asked has passed. Also one statement alone needs that: a server that was frozen does, when it wakes, what it was
   * told to last, and by then that must be nothing but to begin.
   */
  async transaction<T>(work: (transaction: Connection) => Promise<T>): Promise<T> {
    // The level is said aloud, for the database may have another default: our locks are made for this one.
    await this.#run('begin isolation level read committed')
    let result: T
    try {
      result = await work({ query: (statement, values) => this.#run(statement, values) })
      if (this.#waiting?.hasPassed === true) throw new StoreUnavailable('Nobody waits for this write any more')
    } catch (error) {
      // After anything else the connection goes, and the transaction with it.
      if (!(error instanceof StoreUnavailable) || concernsStatement(error)) await this.#run('rollback')
      throw error
    }
    await this.#commit()
    return result
  }

  /** True when another transaction was in the way, or when the connection had been dead already: a fresh one may do. */
  isWorthAnother(error: unknown): boolean {
    return this.#isUntouched && (isInTheWay(error) || (this.#isReused && isConnectionLost(error)))
  }

  async #commit(): Promise<void> {
    try {
      await this.#run('commit')
      this.#isUntouched = false
    } catch (error) {
      // If the server does not say so, nobody knows whether it was undone.
      if (!concernsStatement(error)) this.#isUntouched = false
      throw error
    }
  }

  async #run(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    if (values.some(hasNul)) throw new NotStorable('PostgreSQL keeps no text with the character U+0000.')
    const { name, text } = typeof statement === 'string' ? { name: undefined, text: statement } : statement
    try {
      const { rows }: { rows: unknown } = await this.#client.query({ name, text, values: [...values] })
      // A server that says more than it was asked makes the driver hand out something else.
      if (!Array.isArray(rows)) throw new Error('This is no answer to one statement')
      return rows as Row[]
    } catch (error) {
      throw asStoreError(error)
    }
  }
}

function hasNul(value: unknown): boolean {
  return Array.isArray(value) ? value.some(hasNul) : typeof value === 'string' && value.includes('\0')
}
