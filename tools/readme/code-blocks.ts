import { marked } from 'marked'

export interface CodeBlock {
  /** Where its first line of code stands in the document, counted from 1. */
  line: number
  code: string
}

/**
 * The blocks of one language in a Markdown document. One that is marked as continued (```ts continued) goes on where
 * the block before it ended, so that a text may explain a program piece by piece.
 */
export function findCodeBlocks(markdown: string, language: string): CodeBlock[] {
  const blocks: CodeBlock[] = []
  let offset = 0
  void marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type !== 'code') return
    const [name, ...marks] = String(token.lang ?? '').split(/\s+/)
    if (name !== language) return

    offset = markdown.indexOf(token.raw, offset)
    const line = markdown.slice(0, offset).split('\n').length + 1
    offset += token.raw.length

    const before = marks.includes('continued') ? blocks.at(-1) : undefined
    if (before === undefined) blocks.push({ line, code: String(token.text) })
    else before.code = continueAt(before, line, String(token.text))
  })
  return blocks
}

/** Empty lines stand for the text in between, so that a line of the code is still a line of the document. */
function continueAt(before: CodeBlock, line: number, code: string): string {
  const lines = before.code.split('\n')
  return [...lines, ...Array<string>(line - before.line - lines.length).fill(''), code].join('\n')
}
