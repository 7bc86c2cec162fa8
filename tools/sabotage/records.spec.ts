import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../nx/nx-command.ts'
import { breakLine } from './break-line.ts'
import { readAsvs, readFailureClasses } from './proof-pages.ts'
import { records } from './records.ts'
import type { Sabotage } from './sabotage.ts'
import { testTitles, titlePattern } from './test-titles.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const name = ({ proves, file, line, becomes }: Sabotage) => `${proves.join(' ')}: ${file}: ${line} → ${becomes}`

/** What somebody has to be told, or null. */
function problemOf(record: Sabotage): string | null {
  try {
    breakLine(read(record.file), record)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  const titles = testTitles(read(record.spec)).filter((title) => titlePattern(title).test(record.test))
  return titles.length === 1 ? null : `${record.spec} has ${titles.length} tests like "${record.test}" and not one.`
}

describe('the records of sabotage', () => {
  it('fit the lines that they break and the tests that notice', () => {
    expect(records.map(problemOf).filter((problem) => problem !== null)).toEqual([])
  })

  it('are about proofs that a page names', () => {
    const claims = [...readAsvs(), ...readFailureClasses()]
    const isNamed = (record: Sabotage, id: string) =>
      claims.some(
        (claim) =>
          claim.id === id &&
          claim.proofs.some(({ spec, title }) => spec === record.spec && titlePattern(title).test(record.test)),
      )

    expect(records.filter((record) => !record.proves.every((id) => isNamed(record, id))).map(name)).toEqual([])
  })

  it('are each a mistake of its own', () => {
    const names = records.map((record) => `${name(record)} ${record.test}`)

    expect(names.filter((one, index) => names.indexOf(one) !== index)).toEqual([])
  })
})

describe('breakLine', () => {
  const record = { proves: [], file: 'x.ts', line: 'b', becomes: '$&', spec: '', test: '' }

  it('changes one piece of one line and nothing else', () => {
    expect(breakLine('a\nb\nc', record)).toBe('a\n$&\nc')
  })

  it.each([
    ['a\nc', 'is not there'],
    ['a b b', 'is there twice'],
  ])('refuses %j, where the line %s', (source) => {
    expect(() => breakLine(source, record)).toThrow(/times and not once/)
  })

  it('refuses a change of nothing, and of more than a line', () => {
    expect(() => breakLine('b', { ...record, becomes: 'b' })).toThrow(/becomes what it was/)
    expect(() => breakLine('b\nb', { ...record, line: 'b\nb' })).toThrow(/one line/)
  })
})
