import { StoreUnavailable } from '../store-unavailable.ts'

/** The SQLite result codes that we tell apart (https://www.sqlite.org/rescode.html). */
const resultCode = { busy: 5, locked: 6, notADatabase: 26 } as const
const uniqueViolations = new Set([1555, 2067])

/** True when another connection holds the lock: trying again soon may well succeed. */
export function isBusy(error: unknown): boolean {
  const code = primaryCode(error)
  return code === resultCode.busy || code === resultCode.locked
}

/** True when the file is something else than an SQLite database. */
export function isNotADatabase(error: unknown): boolean {
  return primaryCode(error) === resultCode.notADatabase
}

/** True when a row with the same unique value exists. */
export function isUniqueViolation(error: unknown): boolean {
  return uniqueViolations.has(extendedCode(error))
}

/** What the driver throws; the last one when a damaged row holds an integer that JavaScript's numbers cannot. */
const driverCodes: unknown[] = ['ERR_SQLITE_ERROR', 'ERR_INVALID_STATE', 'ERR_OUT_OF_RANGE']

/** Turns whatever the driver threw into our own error; what is not the driver's passes through. */
export function asStoreError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (!driverCodes.includes(code)) return error
  return new StoreUnavailable('SQLite could not answer', { cause: error })
}

function extendedCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0
}

function primaryCode(error: unknown): number {
  return extendedCode(error) & 0xff
}
