import { readFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'

type Name = 'ada.png' | 'grace.jpg' | 'alan.webp' | 'broken.png'

/** A picture of the people of the local identity provider. */
export function samplePicture(name: Name): Buffer {
  return readFileSync(new URL(`../../../../tools/identity-provider/pictures/${name}`, import.meta.url))
}

/** A chunk of a PNG. */
export function pngChunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Ada's picture with something between its header and the rest. */
export function pngWith(...chunks: Buffer[]): Buffer {
  const png = samplePicture('ada.png')
  const headerEnd = 8 + 25
  return Buffer.concat([png.subarray(0, headerEnd), ...chunks, png.subarray(headerEnd)])
}

/** Ada's picture, which says that it is of another size. */
export function pngOfSize(width: number, height: number): Buffer {
  const png = samplePicture('ada.png')
  const header = Buffer.from(png.subarray(16, 29))
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  return Buffer.concat([png.subarray(0, 8), pngChunk('IHDR', header), png.subarray(33)])
}

/** A segment of a JPEG. */
export function jpegSegment(marker: number, data: Buffer): Buffer {
  const header = Buffer.of(0xff, marker, 0, 0)
  header.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([header, data])
}

/** Grace's picture with something behind its first marker. */
export function jpegWith(...segments: Buffer[]): Buffer {
  const jpeg = samplePicture('grace.jpg')
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)])
}

/** A chunk of a WebP. */
export function webpChunk(type: string, data: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header.write(type, 'latin1')
  header.writeUInt32LE(data.length, 4)
  return Buffer.concat([header, data, Buffer.alloc(data.length % 2)])
}

/** A WebP file of these chunks. */
export function webpOf(...chunks: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks])
  return Buffer.concat([webpChunk('RIFF', body).subarray(0, 8), body])
}
