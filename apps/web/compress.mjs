/** Copies what Angular built and puts a brotli and a gzip copy beside each text, so that no request has to wait for one. */
import { cpSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const [from, to] = process.argv.slice(2)
if (from === undefined || to === undefined) throw new Error('Usage: node compress.mjs FROM TO')

rmSync(to, { recursive: true, force: true })
cpSync(from, to, { recursive: true })

// Fonts and pictures are compressed already; the document is written anew for every person.
const names = globSync('**/*.{js,css,svg,txt,json}', { cwd: to })
let plain = 0
let brotli = 0
for (const name of names) {
  const file = join(to, name)
  const content = readFileSync(file)
  const compressed = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  // A small file may grow; then there is no copy, and the server sends the file itself.
  if (compressed.length < content.length) writeFileSync(`${file}.br`, compressed)
  const gzipped = gzipSync(content, { level: 9 })
  if (gzipped.length < content.length) writeFileSync(`${file}.gz`, gzipped)
  plain += statSync(file).size
  brotli += Math.min(compressed.length, content.length)
}
console.log(`${names.length} files compressed: ${kilobytes(plain)} plain, ${kilobytes(brotli)} with brotli.`)

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`
}
