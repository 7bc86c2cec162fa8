import { readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'

/** What the files weigh on their way to a browser, each compressed by itself as the server does it. */
export function brotliBytes(files: string[]): number {
  const sizes = files.map((file) => brotliCompressSync(readFileSync(file)).byteLength)
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}
