import type { Duplex } from 'node:stream'
import type { ClientConfig } from 'pg'
import type { Driver } from './load-driver.ts'

/**
 * The driver's client, less two ways in which it ends the process (L7): an `error` event that nobody listens to, as when
 * the server goes away while the connection has nothing to do, and an answer that is no answer, at which the parser
 * throws inside of the socket's `data` event.
 */
export function guardedClient(driver: Driver) {
  return class GuardedClient extends driver.Client {
    constructor(config?: string | ClientConfig) {
      super(config)
      // Who waits for an answer is told by the rejection.
      this.on('error', () => undefined)
      guard(this.connection.stream)
      // With TLS the driver goes on with a second stream on top of the first.
      this.connection.on('sslconnect', () => guard(this.connection.stream))
    }
  }
}

function guard(stream: Duplex): void {
  const emit = stream.emit.bind(stream)
  stream.emit = (event: string | symbol, ...values: unknown[]): boolean => {
    if (event !== 'data') return emit(event, ...values)
    try {
      return emit(event, ...values)
    } catch (error) {
      stream.destroy(error instanceof Error ? error : new Error('The answer cannot be read', { cause: error }))
      return true
    }
  }
}
