import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { marked } from 'marked'
import { root } from '../nx/nx-command.ts'

/** The files and pictures that a document links to and that are not there. */
export function findMissingFiles(document: string, markdown: string): string[] {
  const missing: string[] = []
  void marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type !== 'link' && token.type !== 'image') return
    const [target = ''] = String(token.href).split('#')
    if (target === '' || /^[a-z]+:/.test(target)) return
    if (!existsSync(join(root, dirname(document), target))) missing.push(`${document}: there is no file ${target}.`)
  })
  return missing
}
