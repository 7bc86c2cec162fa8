/** Keys that would reach an object's prototype, or stand for a method, when somebody copies them. */
const unsafeKeys = new Set(['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'toJSON', 'then'])

/** Throws for a key that {@link readJsonObject} would refuse to read back. */
export function checkKeys(value: Record<string, unknown>): void {
  const unsafe = Object.keys(value).find((key) => unsafeKeys.has(key))
  if (unsafe !== undefined) throw new TypeError(`"${unsafe}" cannot be a key of session data. Choose another name.`)
}

/**
 * Reads the text of a JSON object into a fresh plain object, or returns null when it is anything else
 * or has a key that is a trap for whoever copies it.
 */
export function readJsonObject(text: unknown): Record<string, unknown> | null {
  const value = parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  if (Object.keys(value).some((key) => unsafeKeys.has(key))) return null
  return { ...value }
}

/** Reads the text of a JSON array of strings, or returns null when it is anything else. */
export function readJsonStrings(text: unknown): string[] | null {
  const value = parse(text)
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null
}

function parse(text: unknown): unknown {
  if (typeof text !== 'string') return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
