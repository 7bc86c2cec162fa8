import { describe, expect, it } from 'vitest'
import { sizeToldBy } from './size-told-by'

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : part)),
  )

const png = (width: number[], height: number[]) =>
  bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', width, height, [8, 6, 0, 0, 0])
const frame = (marker: number, width: number[], height: number[]) => [0xff, marker, 0, 11, 8, ...height, ...width, 1, 1]

describe('sizeToldBy', () => {
  it('reads the size of a PNG', () => {
    expect(sizeToldBy(png([0, 0, 0x1f, 0x40], [0, 0, 0x17, 0x70]))).toEqual({ width: 8000, height: 6000 })
  })

  it('reads the size of a JPEG behind what a camera wrote', () => {
    const camera = [0xff, 0xe1, 0, 6, 1, 2, 3, 4]
    const tables = [0xff, 0xc4, 0, 4, 9, 9]
    const jpeg = bytes([0xff, 0xd8], camera, tables, [0xff], frame(0xc2, [2, 0], [1, 0]))
    expect(sizeToldBy(jpeg)).toEqual({ width: 512, height: 256 })
  })

  it.each([
    ['with loss', bytes('RIFF????WEBPVP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 0, 2, 0, 1])],
    ['without loss', bytes('RIFF????WEBPVP8L', [0, 0, 0, 0, 0x2f, 0xff, 0xc1, 0x3f, 0])],
    ['of several parts', bytes('RIFF????WEBPVP8X', [10, 0, 0, 0, 0x10, 0, 0, 0, 0xff, 1, 0, 0xff, 0, 0])],
  ])('reads the size of a WebP %s', (_, webp) => {
    expect(sizeToldBy(webp)).toEqual({ width: 512, height: 256 })
  })

  it.each([
    ['nothing', bytes()],
    ['text', bytes('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['a PNG that is cut off', png([0, 0, 1, 0], [0, 0, 1, 0]).slice(0, 18)],
    ['a JPEG whose size lies further on', bytes([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1, 2, 3])],
    ['a JPEG that is out of step', bytes([0xff, 0xd8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])],
    ['a WebP of a kind that nobody knows', bytes('RIFF????WEBPVP9 ', Array<number>(20).fill(0))],
  ])('says nothing of %s', (_, file) => {
    expect(sizeToldBy(file)).toBeNull()
  })

  it('ends for a JPEG of nothing but empty parts', () => {
    expect(sizeToldBy(bytes([0xff, 0xd8], Array<number>(3000).fill(0)))).toBeNull()
  })
})
