/** The last moment that ISO 8601 writes with four digits for the year; a later one breaks those who read it as text. */
const latestInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** True for a moment, in milliseconds since 1970, that a clock may show. */
export function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= latestInstant
}
