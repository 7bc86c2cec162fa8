import { isFair } from './is-fair.ts'

/** What a WebP has transparent is told apart from its colours, unless it is lossless. */
const alphaFlag = 0x10

/** A WebP with nothing in it but its picture, or null (RFC 9649). One that moves is none. */
export function rebuildWebp(bytes: Buffer): Buffer | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return null
  const end = 8 + bytes.readUInt32LE(4)
  if (end > bytes.length) return null
  const chunks = readChunks(bytes.subarray(12, end))
  if (chunks === null) return null
  const pictures = chunks.filter(({ type }) => type === 'VP8 ' || type === 'VP8L')
  const [picture] = pictures
  if (picture === undefined || pictures.length > 1 || chunks.some(({ type }) => /^AN(IM|MF)$/.test(type))) return null
  const size = picture.type === 'VP8 ' ? sizeOfLossy(picture.data) : sizeOfLossless(picture.data)
  if (size === null || !isFair(size.width, size.height)) return null
  const alpha = picture.type === 'VP8 ' ? chunks.find(({ type }) => type === 'ALPH') : undefined
  if (alpha === undefined) return toFile([picture])
  return toFile([extended(size), alpha, picture])
}

interface Chunk {
  type: string
  data: Buffer
}

interface Size {
  width: number
  height: number
}

function readChunks(bytes: Buffer): Chunk[] | null {
  const chunks: Chunk[] = []
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length) return null
    const size = bytes.readUInt32LE(at + 4)
    if (at + 8 + size > bytes.length) return null
    chunks.push({ type: bytes.toString('latin1', at, at + 4), data: bytes.subarray(at + 8, at + 8 + size) })
    // Chunks begin at even places.
    at += 8 + size + (size % 2)
  }
  return chunks
}

/** The header of a key frame of VP8 (RFC 6386, 9.1). */
function sizeOfLossy(data: Buffer): Size | null {
  const isKeyFrame = data.length > 10 && ((data[0] ?? 1) & 1) === 0
  if (!isKeyFrame || data.toString('hex', 3, 6) !== '9d012a') return null
  return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff }
}

function sizeOfLossless(data: Buffer): Size | null {
  if (data.length < 6 || data[0] !== 0x2f) return null
  const bits = data.readUInt32LE(1)
  // Above the sizes and the flag for transparency is the version, and there is one.
  if (bits >>> 29 !== 0) return null
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

function extended({ width, height }: Size): Chunk {
  const data = Buffer.alloc(10)
  data.writeUInt8(alphaFlag)
  data.writeUIntLE(width - 1, 4, 3)
  data.writeUIntLE(height - 1, 7, 3)
  return { type: 'VP8X', data }
}

function toFile(chunks: Chunk[]): Buffer {
  const parts = chunks.flatMap(({ type, data }) => {
    const header = Buffer.alloc(8)
    header.write(type, 'latin1')
    header.writeUInt32LE(data.length, 4)
    return [header, data, Buffer.alloc(data.length % 2)]
  })
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  header.writeUInt32LE(4 + parts.reduce((sum, part) => sum + part.length, 0), 4)
  return Buffer.concat([header, ...parts])
}
