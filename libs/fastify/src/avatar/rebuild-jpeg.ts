import { exifOf, orientationOf } from './exif-orientation.ts'
import { isFair } from './is-fair.ts'

/** The markers that a JPEG is made of (ITU T.81, B.1.1.3), as far as browsers show it. */
const [soi, eoi, sos, app0, app1, app14] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xee]
/** Frames: baseline, extended and progressive, as Huffman codes. */
const frames = new Set([0xc0, 0xc1, 0xc2])
/** Tables of codes and of quantisation, and how often the codes start anew. */
const tables = new Set([0xc4, 0xdb, 0xdd])

/** A progressive one comes in some ten scans; each of thousands costs as much as the whole picture. */
const mostScans = 64

/** A camera writes some dozens; a file of nothing else would have a quarter of a million, and everybody wait for it. */
const mostSegments = 1024

/** A JPEG with nothing in it but its picture and which side of that is up, or null. */
export function rebuildJpeg(bytes: Buffer): Buffer | null {
  if (bytes[0] !== 0xff || bytes[1] !== soi) return null
  const found: Found = { parts: [], frames: 0, scans: 0, orientation: 1, colours: null, hasJfif: false }
  let segments = 0
  for (let at: number | null = 2; at !== null; segments += 1) {
    const segment = readSegment(bytes, at)
    if (segment === null || segments > mostSegments) return null
    if (segment.marker === eoi) return found.scans > 0 ? assemble(found) : null
    at = take(segment, bytes, found)
  }
  return null
}

interface Segment {
  marker: number
  /** What follows the length. */
  data: Buffer
  whole: Buffer
  end: number
}

interface Found {
  parts: Buffer[]
  frames: number
  scans: number
  /** As Exif numbers it; phones turn nothing and write it down. */
  orientation: number
  /** How Adobe says that the colours are meant. */
  colours: Buffer | null
  hasJfif: boolean
}

function readSegment(bytes: Buffer, from: number): Segment | null {
  if (bytes[from] !== 0xff) return null
  let at = from
  while (bytes[at] === 0xff) at += 1
  const marker = bytes[at]
  if (marker === undefined) return null
  if (marker === eoi) return { marker, data: Buffer.alloc(0), whole: Buffer.alloc(0), end: at + 1 }
  if (at + 3 > bytes.length) return null
  const end = at + 1 + bytes.readUInt16BE(at + 1)
  if (end < at + 3 || end > bytes.length) return null
  const whole = Buffer.concat([Buffer.of(0xff, marker), bytes.subarray(at + 1, end)])
  return { marker, data: bytes.subarray(at + 3, end), whole, end }
}

/** Where the next segment begins, or null for one that has no place in a picture. */
function take(segment: Segment, bytes: Buffer, found: Found): number | null {
  const { marker, data, whole, end } = segment
  if (frames.has(marker)) {
    found.frames += 1
    found.parts.push(whole)
    return found.frames === 1 && isFrame(data) ? end : null
  }
  if (marker === sos) {
    found.scans += 1
    if (found.frames === 0 || found.scans > mostScans) return null
    const scanEnd = endOfScan(bytes, end)
    found.parts.push(whole, bytes.subarray(end, scanEnd))
    return scanEnd
  }
  if (tables.has(marker)) found.parts.push(whole)
  else if (marker === app0) found.hasJfif ||= data.toString('latin1', 0, 5) === 'JFIF\0'
  else if (marker === app1) found.orientation = orientationOf(data) ?? found.orientation
  else if (marker === app14 && data.length >= 12 && data.toString('latin1', 0, 5) === 'Adobe') {
    found.colours = data.subarray(0, 12)
  }
  // Everything that applications and people write there is left behind; other codes than Huffman's no browser shows.
  else if ((marker < 0xe0 || marker > 0xef) && marker !== 0xfe) return null
  return end
}

function isFrame(data: Buffer): boolean {
  if (data.length < 6 || data[0] !== 8) return false
  const components = data[5] ?? 0
  return [1, 3, 4].includes(components) && isFair(data.readUInt16BE(3), data.readUInt16BE(1))
}

/** Codes go on until a marker that is not one of theirs: a zero makes 0xff a byte, and they may start anew. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at >= 0) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at
    at = bytes.indexOf(0xff, at + 2)
  }
  return bytes.length
}

function assemble({ parts, orientation, colours, hasJfif }: Found): Buffer {
  const before: Buffer[] = [Buffer.of(0xff, soi)]
  // Version 1.1, square pixels, no picture of the picture.
  if (hasJfif) before.push(segmentOf(app0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')))
  if (orientation !== 1) before.push(segmentOf(app1, exifOf(orientation)))
  if (colours !== null) before.push(segmentOf(app14, colours))
  return Buffer.concat([...before, ...parts, Buffer.of(0xff, eoi)])
}

function segmentOf(marker: number, data: Buffer): Buffer {
  const header = Buffer.of(0xff, marker, 0, 0)
  header.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([header, data])
}
