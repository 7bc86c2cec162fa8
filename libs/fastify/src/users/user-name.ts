/** Bidirectional controls: in a list of names they would rewrite the line around them. */
const turnsText = /[\u202a-\u202e\u2066-\u2069]/u

/** A name as it is kept. */
export function normalizeName(typed: string): string {
  return typed.normalize('NFC').trim()
}

/** What is wrong with a name, or null. */
export function findNameProblem(name: string): string | null {
  if (/^[\p{Cf}\p{Z}]*$/u.test(name)) return 'must not be empty'
  return turnsText.test(name) ? 'must not contain characters that turn the text around' : null
}
