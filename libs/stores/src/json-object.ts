import { NotStorable } from './not-storable.ts'

/** Keys that would reach an object's prototype, or stand for a method, when somebody copies them. */
const unsafeKeys = new Set(['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'toJSON', 'then'])

/** In characters. It is read with every request of the session, so whoever keeps more keeps it in the wrong place. */
const longestText = 1024 * 1024

/** Deeper nesting overflows the stack of whoever walks through it, `JSON.stringify` among them. */
const deepestNesting = 100

/** Throws for a key that {@link readJsonObject} would refuse to read back. */
export function checkKeys(value: Record<string, unknown>): void {
  const unsafe = Object.keys(value).find((key) => unsafeKeys.has(key))
  if (unsafe !== undefined) throw new NotStorable(`"${unsafe}" cannot be a key of session data. Choose another name.`)
}

/**
 * Reads the text of a JSON object into a fresh plain object, or returns null when it is anything else, too long or
 * too deep, or has a key that is a trap for whoever copies it.
 */
export function readJsonObject(text: unknown, longest = longestText): Record<string, unknown> | null {
  const value = parse(text, longest)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  if (Object.keys(value).some((key) => unsafeKeys.has(key))) return null
  return isHarmless(value, 0) ? { ...value } : null
}

/** Reads the text of a JSON array of strings, or returns null when it is anything else. */
export function readJsonStrings(text: unknown): string[] | null {
  const value = parse(text, longestText)
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null
}

function parse(text: unknown, longest: number): unknown {
  if (typeof text !== 'string' || text.length > longest) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Further down only `__proto__` is a trap, for those who merge deeply (FC-44); other names are the host's to choose. */
function isHarmless(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth > deepestNesting || Object.hasOwn(value, '__proto__')) return false
  return Object.values(value).every((item) => isHarmless(item, depth + 1))
}
