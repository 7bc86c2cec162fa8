import type { Duplex } from 'node:stream'
import type { ClientConfig } from 'pg'
import { FrameCheck } from './frame-check.ts'
import type { Driver } from './load-driver.ts'

/** A setting that a server tells of by itself. */
interface ParameterStatus {
  parameterName: string
  parameterValue: string
}

/**
 * The driver's client, less three ways in which it ends the process or hangs it (L7): an `error` event that nobody
 * listens to, as when the server goes away while the connection has nothing to do; an answer that is no answer, at which
 * the parser throws inside of the socket's `data` event; and one at which the parser never stops. It never talks to a
 * standby.
 */
export function guardedClient(driver: Driver, readAddress: () => ClientConfig): Driver['Client'] {
  return class GuardedClient extends driver.Client {
    constructor(config: ClientConfig) {
      super({ ...config, ...readAddress() })
      // Who waits for an answer is told by the rejection.
      this.on('error', () => undefined)
      // With TLS the driver goes on with a second stream on top of the first, which says one letter before that.
      guard(this.connection.stream, this.ssl ? null : new FrameCheck())
      this.connection.on('sslconnect', () => guard(this.connection.stream, new FrameCheck()))
      this.connection.on('parameterStatus', refuseStandby)
    }
  }
}

/**
 * A standby may be behind: a session that was ended a moment ago would be alive there, if a name or a balancer led to it
 * during a failover (L3). Every server from PostgreSQL 14 on says what it is before it can be asked anything; what is
 * thrown here ends the connection.
 */
function refuseStandby({ parameterName, parameterValue }: ParameterStatus): void {
  if (parameterName === 'in_hot_standby' && parameterValue === 'on') {
    throw new Error('It is a standby, which takes no writes')
  }
}

function guard(stream: Duplex, frames: FrameCheck | null): void {
  const emit = stream.emit.bind(stream)
  stream.emit = (event: string | symbol, ...values: unknown[]): boolean => {
    if (event !== 'data') return emit(event, ...values)
    // What is still on its way after the first nonsense is none either.
    if (stream.destroyed) return false
    try {
      const [bytes] = values
      if (bytes instanceof Buffer) frames?.check(bytes)
      return emit(event, ...values)
    } catch (error) {
      stream.destroy(error instanceof Error ? error : new Error('The answer cannot be read', { cause: error }))
      return true
    }
  }
}
