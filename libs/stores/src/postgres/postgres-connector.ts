import type { Client, ClientConfig, Pool } from 'pg'
import { createAddressReader } from './address-reader.ts'
import { guardedClient } from './guarded-client.ts'
import type { Driver } from './load-driver.ts'

/** The type of whole numbers of 64 bits, which the driver gives out as text. */
const int8 = 20

/**
 * How values are read, on our connections alone; the driver's own `setTypeParser` would change what the host reads over
 * its. What is too large for a number comes out as one that is no instant either.
 */
function readerOf({ types }: Driver): Driver['types']['getTypeParser'] {
  const getTypeParser: (type: never, format: never) => unknown = types.getTypeParser
  return (type: number, format = 'text') =>
    type === int8 && format === 'text' ? Number : getTypeParser(type as never, format as never)
}

/** Opens connections to one database. Throws StoreRefused for an address that cannot be used. */
export class PostgresConnector {
  readonly #driver: Driver
  readonly #config: ClientConfig
  readonly #Client: Driver['Client']

  constructor(driver: Driver, url: string, deadlineMs: number) {
    this.#driver = driver
    this.#Client = guardedClient(driver, createAddressReader(driver, url))
    this.#config = {
      fallback_application_name: 'coatcheck',
      connectionTimeoutMillis: deadlineMs,
      // The server gives up when we have: a statement, a wait for a lock, a transaction of a process that hangs.
      statement_timeout: deadlineMs,
      lock_timeout: deadlineMs,
      idle_in_transaction_session_timeout: deadlineMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      types: { getTypeParser: readerOf(driver) },
    }
  }

  /** Where it goes, for people. Never with the password. */
  get place(): string {
    const { host, port, database = '' } = this.client()
    return host.startsWith('/') ? `${database} at ${host}/.s.PGSQL.${port}` : `${database} at ${host}:${port}`
  }

  /** A connection for whoever keeps it, still to be opened. */
  client(changes: ClientConfig = {}): Client {
    return new this.#Client({ ...this.#config, ...changes })
  }

  /** So many connections, opened when they are needed, for whoever gives them back. */
  pool(most: number): Pool {
    const pool = new this.#driver.Pool({
      ...this.#config,
      Client: this.#Client as unknown as new () => Client,
      max: most,
      idleTimeoutMillis: 30_000,
    })
    // Told of a connection that was lost while nobody used it; the pool has let go of it already.
    pool.on('error', () => undefined)
    return pool
  }
}

/** Closes a connection politely, and by force if the server does not answer to that. */
export async function endClient(client: Client, graceMs: number): Promise<void> {
  const force = setTimeout(() => client.connection.stream.destroy(), graceMs)
  try {
    await client.end()
  } finally {
    clearTimeout(force)
  }
}
