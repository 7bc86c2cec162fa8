import { findCodeBlocks } from '../readme/code-blocks.ts'

/**
 * The programs that a README shows, as the files that a reader would make of them: each is named after the first thing
 * that it exports (`appConfig` is `app-config.ts`).
 */
export function readmeFiles(markdown: string): Map<string, string> {
  const files = new Map<string, string>()
  for (const { line, code } of findCodeBlocks(markdown, 'ts')) {
    const name = /^export (?:const|class|function|async function) (\w+)/m.exec(code)?.[1]
    const file = name === undefined ? `line-${line}.ts` : `${kebabCase(name)}.ts`
    if (files.has(file)) throw new Error(`Two blocks of the README would be ${file}: the second is in line ${line}.`)
    files.set(file, `${code}\n`)
  }
  return files
}

function kebabCase(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
}
