import { readFileSync, writeFileSync } from 'node:fs'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** True with `npm run faults`, which writes what was measured into the documentation. */
    writesFaults: boolean
  }
}

const file = new URL('../../../../../docs/faults.md', import.meta.url)

/** What came of one trouble. Times in milliseconds. */
export interface Measured {
  what: string
  /** What is answered meanwhile to somebody who is logged in, and to their logout. */
  readStatus: number
  logoutStatus: number
  slowestMs: number
  /** What routes took that need no store: before, and meanwhile. */
  otherRoutesMs: [before: number, meanwhile: number]
  recoveredMs: number
}

const head = [
  '| failure | answered within | who is logged in | logout | other routes | works again after |',
  '| --- | --- | --- | --- | --- | --- |',
]

/** The part of docs/faults.md about one engine: a table between two marks. */
export class FaultsPage {
  readonly #engine: string
  readonly #measured: Measured[] = []

  constructor(engine: string) {
    this.#engine = engine
  }

  add(measured: Measured): void {
    this.#measured.push(measured)
  }

  /** Writes what was measured, with `npm run faults`. Tells the failures that it has a line for. */
  update(): string[] {
    if (inject('writesFaults')) this.#write()
    const [, table] = this.#parts()
    const lines = table.split('\n').filter((line) => line.startsWith(`| ${this.#engine} `))
    return lines.map((line) => (line.split('|')[1] ?? '').trim().slice(this.#engine.length + 1))
  }

  #write(): void {
    const [before, , after] = this.#parts()
    const rows = this.#measured.map((one) => this.#row(one))
    writeFileSync(file, `${before}\n\n${[...head, ...rows].join('\n')}\n\n${after}`)
  }

  #row({
    what,
    readStatus,
    logoutStatus,
    slowestMs,
    otherRoutesMs: [before, meanwhile],
    recoveredMs,
  }: Measured): string {
    const cells = [
      `${this.#engine} ${what}`,
      `${slowestMs.toFixed(0)} ms`,
      readStatus === 200 ? 'reads on' : 'stays so',
      logoutStatus === 204 ? 'works' : '503',
      `${before.toFixed(1)} ms → ${meanwhile.toFixed(1)} ms`,
      `${recoveredMs.toFixed(0)} ms`,
    ]
    return `| ${cells.join(' | ')} |`
  }

  #parts(): [before: string, table: string, after: string] {
    const text = readFileSync(file, 'utf8')
    const [begin, end] = [`<!-- measured: ${this.#engine} -->`, `<!-- end: ${this.#engine} -->`]
    const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)]
    if (from < begin.length || to < from) throw new Error(`docs/faults.md has no place for ${this.#engine}`)
    return [text.slice(0, from), text.slice(from, to), text.slice(to)]
  }
}
