import { readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { marked, type Token, type Tokens } from 'marked'
import { root } from '../nx/nx-command.ts'

/** A test that a page names as proof. */
interface Proof {
  title: string
  spec: string
}

/** An item of ASVS, or one cell of a failure class. */
export interface Claim {
  id: string
  /** 1 to 3 for an item of ASVS, null for a cell. */
  level: number | null
  proofs: Proof[]
  /** Features by name. */
  waitsFor: string[]
}

/** Reads `docs/asvs.md`: one claim an item. */
export function readAsvs(): Claim[] {
  const tables = lex('docs/asvs.md').filter(isTable)
  return tables.filter(({ header }) => header[0]?.text === 'item').flatMap(({ rows }) => claims(rows, toItem))
}

/** Reads `docs/failure-classes.md`: one claim a cell, under the id that its heading begins with. */
export function readFailureClasses(): Claim[] {
  let id = ''
  return lex('docs/failure-classes.md').flatMap((token) => {
    if (token.type === 'heading') id = /^FC-\d+/.exec(String(token['text']))?.[0] ?? ''
    return isTable(token) ? claims(token.rows, () => ({ id, level: null })) : []
  })
}

/** The features that the pages may say something waits for: set in bold at the end of `docs/asvs.md`. */
export function readFeatures(): string[] {
  const [, section = ''] = readFileSync(join(root, 'docs/asvs.md'), 'utf8').split('## Not here yet')
  return [...section.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name = '']) => name)
}

function lex(page: string): Token[] {
  return marked.lexer(readFileSync(join(root, page), 'utf8'))
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === 'table'
}

function toItem([id, level]: Tokens.TableCell[]): Pick<Claim, 'id' | 'level'> {
  return { id: id?.text ?? '', level: Number(level?.text.replace('L', '')) }
}

/** A row whose first cell is empty goes on with the one above. */
function claims(
  rows: Tokens.TableCell[][],
  toClaim: (cells: Tokens.TableCell[]) => Pick<Claim, 'id' | 'level'>,
): Claim[] {
  const read: Claim[] = []
  for (const cells of rows) {
    if (cells[0]?.text !== '') read.push({ ...toClaim(cells), proofs: [], waitsFor: [] })
    const [claim, cell] = [read.at(-1), cells.at(-1)]
    if (claim === undefined || cell === undefined) continue
    claim.proofs.push(...cell.tokens.filter(isProof).map(toProof))
    const [, features] = /^waits for: (.+)$/.exec(cell.text) ?? []
    claim.waitsFor.push(...(features?.split(', ') ?? []))
  }
  return read
}

function isProof(token: Token): token is Tokens.Link {
  return token.type === 'link' && String(token['href']).endsWith('.ts')
}

function toProof({ text, href }: Tokens.Link): Proof {
  return { title: text, spec: normalize(join('docs', href)) }
}
