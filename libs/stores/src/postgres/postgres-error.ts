import { StoreUnavailable } from '../store-unavailable.ts'

/** Codes that we tell apart (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const uniqueViolation = '23505'
/** Another transaction was in the way. Ours was undone, and may well succeed if it is tried again. */
const inTheWay = new Set(['40001', '40P01'])
/** It is shutting down, or somebody has ended this connection. */
const goodbye = /^(57P|08)/
/** Classes of refusals that concern a statement and nothing else: its data, a constraint, another transaction. */
const statementClasses = new Set(['22', '23', '40'])

/** The code that the server gave, or null when it was not the server that spoke. */
export function sqlState(error: unknown): string | null {
  const driverError = error instanceof StoreUnavailable ? error.cause : error
  const code = driverError instanceof Error && 'code' in driverError ? driverError.code : null
  // Also the system's codes have five letters, some of them: EPIPE.
  const isSqlState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code)
  return isSqlState ? code : null
}

/** True when a row with the same unique value exists. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === uniqueViolation
}

/** True when the transaction was undone because of another one. */
export function isInTheWay(error: unknown): boolean {
  return inTheWay.has(sqlState(error) ?? '')
}

/** True when the server refused one statement; after anything else the connection is better not used again. */
export function concernsStatement(error: unknown): boolean {
  return statementClasses.has((sqlState(error) ?? '').slice(0, 2))
}

/** True when the connection is gone: the server said goodbye, or said nothing. */
export function isConnectionLost(error: unknown): boolean {
  const state = sqlState(error)
  return error instanceof StoreUnavailable && (state === null || goodbye.test(state))
}

/** Whatever the driver rejects with, from a code of the server to a socket that is not there or an answer that is none. */
export function asStoreError(error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error
  return new StoreUnavailable('PostgreSQL could not answer', { cause: error })
}
