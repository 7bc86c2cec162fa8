import { describe, expect, it } from 'vitest'
import { samplePicture, webpChunk, webpOf } from '../testing/sample-pictures.ts'
import { rebuildWebp } from './rebuild-webp.ts'

const webp = samplePicture('alan.webp')
const vp8 = webp.subarray(webp.indexOf('VP8 '))

/** A lossless picture of a size, with nothing in it. */
function lossless(width: number, height: number, version = 0): Buffer {
  const data = Buffer.alloc(12)
  data[0] = 0x2f
  data.writeUInt32LE((((width - 1) | ((height - 1) << 14)) >>> 0) + version * 0x20000000, 1)
  return webpChunk('VP8L', data)
}

describe('rebuildWebp', () => {
  it('keeps a lossy and a lossless picture as they are', () => {
    expect(rebuildWebp(webpOf(vp8))).toEqual(webpOf(vp8))
    expect(rebuildWebp(webpOf(lossless(160, 160)))).toEqual(webpOf(lossless(160, 160)))
  })

  it('takes out what it says about its colours, with the header that announces it', () => {
    expect(webp.includes('ICCP')).toBe(true)

    expect(rebuildWebp(webp)).toEqual(webpOf(vp8))
  })

  it('keeps what is transparent in a lossy one, and says so in its header', () => {
    const alpha = webpChunk('ALPH', Buffer.from('alpha'))
    const canvas = Buffer.from('10000000' + '9f0000' + '9f0000', 'hex')
    const wrong = webpChunk('VP8X', Buffer.from('ff000000' + 'ffffff' + 'ffffff', 'hex'))

    expect(rebuildWebp(webpOf(wrong, alpha, vp8))).toEqual(webpOf(webpChunk('VP8X', canvas), alpha, vp8))
  })

  it.each([
    ['that moves', webpOf(webpChunk('ANIM', Buffer.alloc(6)), webpChunk('ANMF', vp8), vp8)],
    ['of two pictures', webpOf(vp8, vp8)],
    ['of no picture', webpOf(webpChunk('EXIF', Buffer.alloc(4)))],
    ['that is too wide', webpOf(lossless(2049, 1))],
    ['that is too high', webpOf(lossless(1, 2049))],
    ['of a version to come', webpOf(lossless(16, 16, 1))],
    ['that begins between two pictures', webpOf(webpChunk('VP8 ', Buffer.concat([Buffer.of(1), vp8.subarray(9)])))],
    ['with a chunk longer than the file', webpOf(Buffer.from('VP8 \xff\xff\xff\x7f', 'latin1'))],
    ['that is cut off', webp.subarray(0, -1)],
  ])('refuses one %s', (_name, bytes) => {
    expect(rebuildWebp(bytes)).toBeNull()
  })
})
