import type { Pool, PoolClient } from 'pg'
import { StoreUnavailable } from '../store-unavailable.ts'
import { asStoreError, concernsStatement, isInTheWay, sqlState } from './postgres-error.ts'

export interface PostgresPoolOptions {
  /** How long anything may take, the wait for a connection included, in milliseconds. */
  deadlineMs: number
  /** How many may wait for a connection; one more is refused at once. */
  maxWaiting: number
}

export type Row = Record<string, unknown>

/** SQL; with a name the server keeps it prepared. */
export type Statement = string | { name: string; text: string }

/** What runs statements: within a transaction, or each as one of its own. */
export interface Connection {
  query(statement: Statement, values?: readonly unknown[]): Promise<Row[]>
}

/**
 * The connections through which every statement goes. Whatever the driver does, this either resolves or rejects with
 * StoreUnavailable, in time; a connection that was in doubt then is never used again.
 */
export class PostgresPool implements Connection {
  readonly #pool: Pool
  readonly #options: PostgresPoolOptions
  readonly #used = new WeakSet<PoolClient>()
  readonly #open = new Set<PoolClient>()
  #running = 0
  #isClosed = false
  #onQuiet: () => void = () => undefined

  constructor(pool: Pool, options: PostgresPoolOptions) {
    this.#pool = pool
    this.#options = options
    pool.on('connect', (client) => this.#open.add(client))
    pool.on('remove', (client) => {
      this.#open.delete(client)
      this.#onQuiet()
    })
  }

  /** Runs one statement that only reads. */
  async read(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    // Nothing that is kept here has such a text, so nothing can be found by it.
    if (values.some(hasNul)) return []
    return this.#inTime(async (client, attempt) => {
      attempt.undone = true
      return run(client, statement, values)
    })
  }

  /** Runs one statement that is a transaction of its own. */
  async query(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    return this.#inTime(async (client) => run(client, statement, values))
  }

  /**
   * Runs `work` in a transaction; it is committed before this resolves. Of two transactions that are in each other's way
   * one is undone by the server and run again, so `work` must do nothing but ask.
   */
  async transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#inTime(async (client, attempt) => {
      attempt.undone = true
      // Said aloud, for the database may have another default: our locks are made for this level.
      await run(client, 'begin isolation level read committed')
      try {
        const result = await work({ query: async (statement, values = []) => run(client, statement, values) })
        // From here on nobody knows what became of it, should the connection be lost.
        attempt.undone = false
        await run(client, 'commit')
        return result
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || concernsStatement(error)) await run(client, 'rollback')
        throw error
      }
    })
  }

  /** Finishes what was begun and closes all connections: politely, or by force when the server does not answer. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#until(() => this.#running === 0)
    const force = setTimeout(() => {
      for (const { connection } of this.#open) connection.stream.destroy()
    }, this.#options.deadlineMs)
    await this.#pool.end()
    await this.#until(() => this.#open.size === 0)
    clearTimeout(force)
  }

  async #until(isQuiet: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#onQuiet = () => {
        if (isQuiet()) resolve()
      }
      this.#onQuiet()
    })
  }

  async #inTime<T>(work: (client: PoolClient, attempt: Attempt) => Promise<T>): Promise<T> {
    const { deadlineMs, maxWaiting } = this.#options
    if (this.#isClosed) throw new StoreUnavailable('The store is closed')
    if (this.#running >= maxWaiting + this.#pool.options.max) {
      throw new StoreUnavailable('Too many are waiting for PostgreSQL')
    }
    this.#running += 1
    const deadline = performance.now() + deadlineMs
    try {
      for (;;) {
        const attempt: Attempt = { undone: false, reused: false }
        try {
          return await this.#try(deadline, work, attempt)
        } catch (error) {
          if (!isWorthAnother(error, attempt) || performance.now() > deadline) throw error
        }
      }
    } finally {
      this.#running -= 1
      this.#onQuiet()
    }
  }

  async #try<T>(
    deadline: number,
    work: (client: PoolClient, attempt: Attempt) => Promise<T>,
    attempt: Attempt,
  ): Promise<T> {
    const client = await this.#acquire(deadline)
    attempt.reused = this.#used.has(client)
    this.#used.add(client)
    const late = new Error('PostgreSQL did not answer until the deadline')
    const timer = setTimeout(() => client.connection.stream.destroy(late), deadline - performance.now())
    let inDoubt = true
    try {
      const result = await work(client, attempt)
      inDoubt = false
      return result
    } catch (error) {
      inDoubt = error instanceof StoreUnavailable && !concernsStatement(error)
      throw error
    } finally {
      clearTimeout(timer)
      client.release(inDoubt)
    }
  }

  async #acquire(deadline: number): Promise<PoolClient> {
    const acquired = this.#pool.connect()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), deadline - performance.now())
    })
    try {
      const client = await Promise.race([acquired, late])
      if (client !== null) return client
    } catch (error) {
      throw asStoreError(error)
    } finally {
      clearTimeout(timer)
    }
    acquired.then(
      (client) => client.release(),
      () => undefined,
    )
    throw new StoreUnavailable('No connection to PostgreSQL was free until the deadline')
  }
}

/** How far a try came. */
interface Attempt {
  /** Losing the connection now undoes what was done on it. */
  undone: boolean
  /** The connection had been lying about, and may have been dead already. */
  reused: boolean
}

/** The server undid it; or the connection was dead before we asked, and a fresh one may do. */
function isWorthAnother(error: unknown, { undone, reused }: Attempt): boolean {
  if (isInTheWay(error)) return true
  return error instanceof StoreUnavailable && sqlState(error) === null && undone && reused
}

async function run(client: PoolClient, statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
  if (values.some(hasNul)) throw new TypeError('PostgreSQL keeps no text with the character U+0000.')
  const { name, text } = typeof statement === 'string' ? { name: undefined, text: statement } : statement
  try {
    const { rows } = await client.query<Row>({ name, text, values: [...values] })
    return rows
  } catch (error) {
    throw asStoreError(error)
  }
}

function hasNul(value: unknown): boolean {
  return Array.isArray(value) ? value.some(hasNul) : typeof value === 'string' && value.includes('\0')
}
