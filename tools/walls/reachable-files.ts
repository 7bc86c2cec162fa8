import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../nx/nx-command.ts'

/** The files of a library that one of them is made from, itself among them: what it imports, also as a type. */
export function reachableFiles(entry: string): string[] {
  const reached = new Set([entry])
  for (const file of reached) {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'))
    for (const { fileName } of importedFiles) if (fileName.startsWith('.')) reached.add(join(file, '..', fileName))
  }
  return [...reached].toSorted()
}
