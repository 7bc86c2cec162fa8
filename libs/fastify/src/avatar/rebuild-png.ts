import { crc32 } from 'node:zlib'
import { isFair } from './is-fair.ts'

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** What is kept of a PNG (W3C PNG, 11): the picture itself, its palette, and what is transparent in it. */
const kept = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])

/** The bit depths that each colour type allows. */
const depths: Partial<Record<number, number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

/** A PNG with nothing in it but its picture, or null. Of an animated one the first picture stays. */
export function rebuildPng(bytes: Buffer): Buffer | null {
  if (!bytes.subarray(0, signature.length).equals(signature)) return null
  const parts: Buffer[] = [signature]
  const seen = new Set<string>()
  let last = ''
  for (let at = signature.length; last !== 'IEND';) {
    const chunk = readChunk(bytes, at)
    if (chunk === null || !isInPlace(chunk, seen, last)) return null
    if (kept.has(chunk.type)) parts.push(chunk.whole)
    // A chunk with a capital letter is needed to show the picture, and we do not know this one.
    else if (/^[A-Z]/.test(chunk.type)) return null
    at += chunk.whole.length
    seen.add(chunk.type)
    last = chunk.type
  }
  return seen.has('IDAT') ? Buffer.concat(parts) : null
}

interface Chunk {
  type: string
  data: Buffer
  whole: Buffer
}

function readChunk(bytes: Buffer, at: number): Chunk | null {
  if (at + 12 > bytes.length) return null
  const end = at + 12 + bytes.readUInt32BE(at)
  if (end > bytes.length) return null
  const type = bytes.toString('latin1', at + 4, at + 8)
  if (!/^[A-Za-z]{4}$/.test(type)) return null
  if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null
  return { type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) }
}

function isInPlace({ type, data }: Chunk, seen: Set<string>, last: string): boolean {
  if (type === 'IHDR') return last === '' && isHeader(data)
  if (last === '') return false
  if (type === 'IDAT') return !seen.has('IDAT') || last === 'IDAT'
  if (type === 'PLTE' || type === 'tRNS') return !seen.has(type) && !seen.has('IDAT') && isTable(type, data)
  return type !== 'IEND' || data.length === 0
}

/** A palette of up to 256 colours, and how transparent each of them is: what is longer is something else. */
function isTable(type: 'PLTE' | 'tRNS', { length }: Buffer): boolean {
  return type === 'PLTE' ? length >= 3 && length <= 768 && length % 3 === 0 : length >= 1 && length <= 256
}

function isHeader(data: Buffer): boolean {
  if (data.length !== 13) return false
  const [depth = 0, colour = 0, compression, filter, interlace = 2] = data.subarray(8)
  if (compression !== 0 || filter !== 0 || interlace > 1) return false
  return depths[colour]?.includes(depth) === true && isFair(data.readUInt32BE(0), data.readUInt32BE(4))
}
