import { expect, it } from 'vitest'
import { readmeFiles } from './readme-files.ts'

const block = (code: string) => '```ts\n' + code + '\n```\n'

it('names a file after what the block exports', () => {
  const files = readmeFiles(block("import 'x'\nexport const appConfig = {}") + block('export class Header {}'))
  expect([...files]).toEqual([
    ['app-config.ts', "import 'x'\nexport const appConfig = {}\n"],
    ['header.ts', 'export class Header {}\n'],
  ])
})

it('keeps a block that exports nothing, under its line', () => {
  expect([...readmeFiles(`text\n\n${block('type-checked()')}`).keys()]).toEqual(['line-4.ts'])
})

it('refuses two blocks that would be one file', () => {
  expect(() => readmeFiles(block('export const a = 1').repeat(2))).toThrow('Two blocks of the README would be a.ts')
})
