import type { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'
import { Deadline } from '../deadline.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { asStoreError, isBusy } from './sqlite-error.ts'

export interface SqliteWriterOptions {
  /** How long a write may wait for the lock before it is given up, in milliseconds. */
  deadlineMs: number
  /** How many writes may wait; one more is refused at once. */
  maxWaiting: number
}

/** Between two tries for a lock that another process holds, in milliseconds. */
const retryMs = 10

/**
 * The one queue through which every write goes. Each write is a transaction of its own that runs
 * within one turn of the event loop, so that it can never be rolled back together with another's.
 */
export class SqliteWriter {
  readonly #database: DatabaseSync
  readonly #options: SqliteWriterOptions
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  constructor(database: DatabaseSync, options: SqliteWriterOptions) {
    this.#database = database
    this.#options = options
  }

  /**
   * Runs `work` in a transaction; it is committed, with its log on the disk, before this resolves. Nothing is committed
   * once the {@link Deadline} of whoever asked has passed.
   */
  write<T>(work: (database: DatabaseSync) => T): Promise<T> {
    if (this.#waiting >= this.#options.maxWaiting) {
      return Promise.reject(new StoreUnavailable('Too many writes are waiting for SQLite'))
    }
    // A queue of writes must not become one long pause: between two of them the event loop has its turn.
    const before = this.#waiting === 0 ? this.#last : this.#last.then(() => nextTurn())
    this.#waiting += 1
    const deadline = performance.now() + this.#options.deadlineMs
    const waiting = Deadline.current()
    const turn = before.then(() => this.#tryUntil(deadline, waiting, work))
    this.#last = turn.catch(() => undefined).finally(() => (this.#waiting -= 1))
    return turn
  }

  /** Resolves when every write that was asked for has ended, one way or the other. */
  async idle(): Promise<void> {
    await this.#last
  }

  async #tryUntil<T>(deadline: number, waiting: Deadline | null, work: (database: DatabaseSync) => T): Promise<T> {
    for (;;) {
      if (waiting?.hasPassed === true) throw new StoreUnavailable('Nobody waits for this write any more')
      if (performance.now() > deadline) throw new StoreUnavailable('SQLite stayed locked until the deadline')
      try {
        return this.#transaction(work)
      } catch (error) {
        if (!isBusy(error)) throw asStoreError(error)
      }
      // Not SQLite's own busy timeout: that one would stop the whole event loop while it waits.
      await delay(retryMs)
    }
  }

  #transaction<T>(work: (database: DatabaseSync) => T): T {
    this.#database.exec('begin immediate')
    try {
      const result = work(this.#database)
      this.#database.exec('commit')
      return result
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback')
      throw error
    }
  }
}
