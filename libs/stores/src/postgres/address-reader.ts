import type { ClientConfig } from 'pg'
import { StoreRefused } from '../store-refused.ts'
import type { Driver } from './load-driver.ts'

/**
 * Makes a function that reads an address, for every connection anew: the certificates that it names are files, and those
 * are replaced before they expire. While one cannot be read, since it is just being replaced or no file can be opened any
 * more, what was read last holds. The driver would throw then, also where nobody catches it (L7).
 *
 * Throws {@link StoreRefused} for what cannot be read to begin with.
 */
export function createAddressReader(driver: Driver, url: string): () => ClientConfig {
  let last = readFirst(driver, url)
  return () => {
    try {
      last = read(driver, url)
    } catch {
      return last
    }
    return last
  }
}

function readFirst(driver: Driver, url: string): ClientConfig {
  try {
    return read(driver, url)
  } catch (error) {
    // The driver keeps the address itself out of what it says: there is a password in it.
    const because = error instanceof Error ? error.message : String(error)
    throw new StoreRefused(
      `The address of the PostgreSQL cannot be used (${because}). Mend what comes after its "?".`,
      {
        cause: error,
      },
    )
  }
}

/**
 * As the driver reads it, which gives the result to clients alone; this one is never connected. Deadlines are left out:
 * `deadlineMs` is the one there is, whatever comes after the "?".
 */
function read(driver: Driver, url: string): ClientConfig {
  const { connectionParameters, password } = new driver.Client({ connectionString: url }) as unknown as {
    connectionParameters: ClientConfig
    password: string | undefined
  }
  const { user, host, port, database, ssl, sslnegotiation, options, application_name, client_encoding } =
    connectionParameters
  return { user, password, host, port, database, ssl, sslnegotiation, options, application_name, client_encoding }
}
