import type { Sabotage } from './sabotage.ts'

/** The source with its one line broken. Throws when the record does not fit the source any more. */
export function breakLine(source: string, { file, line, becomes }: Sabotage): string {
  if (line.trim() === '' || line.includes('\n') || becomes.includes('\n')) {
    throw new Error(`${file}: a sabotage is about a piece of one line, and "${line}" is not.`)
  }
  const found = source.split(line).length - 1
  if (found !== 1) {
    throw new Error(`${file} has "${line}" ${found} times and not once: write the record in tools/sabotage anew.`)
  }
  if (line === becomes) throw new Error(`${file}: "${line}" becomes what it was.`)
  return source.replace(line, () => becomes)
}
