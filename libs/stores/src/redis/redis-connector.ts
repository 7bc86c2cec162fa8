import { StoreRefused } from '../store-refused.ts'
import type { Driver, RedisClient } from './load-driver.ts'

/** Makes connections to one database of one Redis. */
export class RedisConnector {
  readonly #driver: Driver
  readonly #url: string
  readonly #connectMs: number

  constructor(driver: Driver, url: string, connectMs: number) {
    this.#driver = driver
    this.#url = url
    this.#connectMs = connectMs
    if (isAddress(url, driver)) return
    // The URL itself stays out of the message: there is a password in it.
    throw new StoreRefused('That is no address of a Redis. Write redis://user:password@host:6379/0.')
  }

  /** Where it goes, for people. Never with the password. */
  get place(): string {
    const { host = '', port = 6379, path } = this.client().options.socket ?? {}
    return `${path ?? `${host}:${port}`}/${this.database}`
  }

  /** The number of the database. Channels know no databases: whoever uses one has to keep them apart. */
  get database(): number {
    return this.client().options.database ?? 0
  }

  /** A connection that is still to be opened. It is never opened twice: who has lost one makes another. */
  client(): RedisClient {
    return this.#driver.createClient({
      url: this.#url,
      name: 'coatcheck',
      RESP: 3,
      // What cannot be sent at once is not sent later, when nobody waits for it any more.
      disableOfflineQueue: true,
      // The driver's own looks only at commands that it has not sent yet.
      commandOptions: { timeout: 0 },
      disableClientInfo: true,
      maintNotifications: 'disabled',
      socket: { connectTimeout: this.#connectMs, reconnectStrategy: false, keepAliveInitialDelay: 10_000 },
    })
  }
}

/** The driver takes what is missing to be on this computer; an address that is not there is no address. */
function isAddress(url: string, driver: Driver): boolean {
  if (!/^(rediss?|unix):\/\/./.test(url)) return false
  try {
    driver.createClient({ url })
    return true
  } catch {
    return false
  }
}
