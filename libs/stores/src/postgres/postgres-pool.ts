import type { Pool, PoolClient } from 'pg'
import { Deadline } from '../deadline.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { type Connection, PostgresConnection, type Row, type Statement } from './postgres-connection.ts'
import { asStoreError, concernsStatement } from './postgres-error.ts'

export interface PostgresPoolOptions {
  /** How long anything may take, the wait for a connection included, in milliseconds. */
  deadlineMs: number
  /** How many may wait for a connection; one more is refused at once. */
  maxWaiting: number
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
  #onChange: () => void = () => undefined

  constructor(pool: Pool, options: PostgresPoolOptions) {
    this.#pool = pool
    this.#options = options
    pool.on('connect', (client) => this.#open.add(client))
    pool.on('remove', (client) => {
      this.#open.delete(client)
      this.#onChange()
    })
  }

  /** Runs one statement that only reads. */
  async read(statement: Statement, values?: readonly unknown[]): Promise<Row[]> {
    return this.use((connection) => connection.read(statement, values))
  }

  /** Runs one statement in a transaction of its own. */
  async query(statement: Statement, values?: readonly unknown[]): Promise<Row[]> {
    return this.use((connection) => connection.query(statement, values))
  }

  /** Runs several statements in one transaction; it is committed before this resolves. */
  async transaction<T>(work: (transaction: Connection) => Promise<T>): Promise<T> {
    return this.use((connection) => connection.transaction(work))
  }

  /**
   * Runs `work` on one connection and within one deadline. Of two transactions that are in each other's way the server
   * undoes one, and then `work` runs again: so it does nothing but ask.
   */
  async use<T>(work: (connection: PostgresConnection) => Promise<T>): Promise<T> {
    const { deadlineMs, maxWaiting } = this.#options
    if (this.#isClosed) throw new StoreUnavailable('The store is closed')
    if (this.#running >= maxWaiting + this.#pool.options.max) {
      throw new StoreUnavailable('Too many are waiting for PostgreSQL')
    }
    const deadline = performance.now() + deadlineMs
    const waiting = Deadline.current()
    this.#running += 1
    try {
      for (;;) {
        const client = await this.#acquire(deadline)
        const connection = new PostgresConnection(client, this.#used.has(client), waiting)
        this.#used.add(client)
        try {
          return await this.#run(client, deadline, () => work(connection))
        } catch (error) {
          if (!connection.isWorthAnother(error) || performance.now() > deadline) throw error
        }
      }
    } finally {
      this.#running -= 1
      this.#onChange()
    }
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

  async #acquire(deadline: number): Promise<PoolClient> {
    const acquired = this.#pool.connect()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), timeLeft(deadline))
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

  async #run<T>(client: PoolClient, deadline: number, work: () => Promise<T>): Promise<T> {
    const late = new Error('PostgreSQL did not answer until the deadline')
    const timer = setTimeout(() => client.connection.stream.destroy(late), timeLeft(deadline))
    let isInDoubt = false
    try {
      return await work()
    } catch (error) {
      isInDoubt = error instanceof StoreUnavailable && !concernsStatement(error)
      throw error
    } finally {
      clearTimeout(timer)
      client.release(isInDoubt)
    }
  }

  async #until(isReached: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#onChange = () => {
        if (isReached()) resolve()
      }
      this.#onChange()
    })
  }
}

/** In milliseconds; for a timer, which takes none below one. */
function timeLeft(deadline: number): number {
  return Math.max(1, deadline - performance.now())
}
