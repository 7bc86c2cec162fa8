import { StoreUnavailable } from '../store-unavailable.ts'

/** The first word of what the server answered instead of what was asked for, such as `READONLY`; or null. */
export function errorCode(error: unknown): string | null {
  const driverError = error instanceof StoreUnavailable ? error.cause : error
  return driverError instanceof Error ? (/^[A-Z]+(?= )/.exec(driverError.message)?.[0] ?? null) : null
}

/** Whatever the driver rejects with, from an answer of the server to a socket that was closed. */
export function asStoreError(error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error
  return new StoreUnavailable('Redis could not answer', { cause: error, troubled: ['redis'] })
}
