import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { brotliBytes } from './brotli-bytes.ts'
import { initialScripts, scriptsIn } from './built-scripts.ts'

function builtApp(document: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'coatcheck-sizes-'))
  writeFileSync(join(folder, 'index.html'), document)
  return folder
}

const document = '<link rel="modulepreload" href="/chunk.js"><link href="/s.css"><script src="/main.js"></script>'

it('counts the scripts that the document names, and no lazy one', () => {
  const folder = builtApp(document)
  expect(initialScripts(folder)).toEqual([join(folder, 'chunk.js'), join(folder, 'main.js')])
})

it('counts the bytes as they travel', () => {
  const folder = builtApp(document)
  writeFileSync(join(folder, 'main.js'), 'x'.repeat(10_000))
  expect(brotliBytes(scriptsIn(folder))).toBeLessThan(100)
})

it('says that nothing was built, instead of counting 0 bytes', () => {
  expect(() => scriptsIn(builtApp(''))).toThrow('built first')
  expect(() => initialScripts(builtApp(''))).toThrow('names no script')
})
