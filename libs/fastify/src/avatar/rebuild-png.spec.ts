import { describe, expect, it } from 'vitest'
import { pngChunk, pngWith, samplePicture } from '../testing/sample-pictures.ts'
import { rebuildPng } from './rebuild-png.ts'

const png = samplePicture('ada.png')
const [header, rest] = [png.subarray(0, 33), png.subarray(33)]

describe('rebuildPng', () => {
  it('keeps the first picture of one that moves', () => {
    const moving = pngWith(pngChunk('acTL', Buffer.alloc(8)), pngChunk('fcTL', Buffer.alloc(26)))

    expect(rebuildPng(moving)).toEqual(rebuildPng(png))
  })

  it('keeps what is transparent', () => {
    const transparency = pngChunk('tRNS', Buffer.alloc(6))

    expect(rebuildPng(pngWith(transparency))?.includes(transparency)).toBe(true)
  })

  it.each([
    ['a chunk that nobody knows and that is needed', pngWith(pngChunk('ABCD'))],
    ['two headers', Buffer.concat([header, header.subarray(8), rest])],
    ['no header', Buffer.concat([header.subarray(0, 8), rest])],
    ['no picture', Buffer.concat([header, pngChunk('IEND')])],
    ['no end', png.subarray(0, -12)],
    ['two pictures', Buffer.concat([png.subarray(0, -12), pngChunk('tIME'), pngChunk('IDAT'), pngChunk('IEND')])],
    ['two palettes', pngWith(pngChunk('PLTE', Buffer.alloc(3)), pngChunk('PLTE', Buffer.alloc(3)))],
    ['half a colour in its palette', pngWith(pngChunk('PLTE', Buffer.alloc(4)))],
    ['a palette that is something else', pngWith(pngChunk('PLTE', Buffer.alloc(771)))],
    ['a transparency that is something else', pngWith(pngChunk('tRNS', Buffer.alloc(257)))],
    ['something within its end', Buffer.concat([png.subarray(0, -12), pngChunk('IEND', Buffer.from('<script>'))])],
    ['a sum that is wrong', Buffer.concat([png.subarray(0, 40), Buffer.of(0), png.subarray(41)])],
    ['a chunk longer than the file', Buffer.concat([header, Buffer.of(0x7f, 0xff, 0xff, 0xff), Buffer.from('IDAT')])],
  ])('refuses one with %s', (_name, bytes) => {
    expect(rebuildPng(bytes)).toBeNull()
  })

  it.each([
    [3, 2],
    [16, 3],
    [8, 5],
  ])('refuses one with a depth of %i for colours of type %i', (depth, colour) => {
    const data = Buffer.from(png.subarray(16, 29))
    data[8] = depth
    data[9] = colour

    expect(rebuildPng(Buffer.concat([png.subarray(0, 8), pngChunk('IHDR', data), rest]))).toBeNull()
  })
})
