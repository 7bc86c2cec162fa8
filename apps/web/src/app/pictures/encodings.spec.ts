import { describe, expect, it } from 'vitest'
import { encodingsFor, isAsWanted, isSeeThrough, mostBytes } from './encodings'

const types = (isSeeThrough: boolean) => encodingsFor(isSeeThrough).map(({ type }) => type)

describe('encodingsFor', () => {
  it('tries WebP first, and JPEG where a browser cannot write it', () => {
    expect(types(false)).toEqual(['image/webp', 'image/jpeg', 'image/jpeg'])
  })

  it('keeps what can be seen through: never a JPEG', () => {
    expect(types(true)).toEqual(['image/webp', 'image/png', 'image/png'])
  })

  it('ends with a PNG that is too small to be too large, even unpacked', () => {
    const { side } = encodingsFor(true).at(-1) ?? { side: Infinity }
    expect(side * (side * 4 + 1)).toBeLessThan(mostBytes / 2)
  })
})

describe('isAsWanted', () => {
  const webp = { type: 'image/webp', side: 512 } as const

  it('takes what is of the type and as large as the server allows', () => {
    expect(isAsWanted({ type: 'image/webp', size: mostBytes }, webp)).toBe(true)
  })

  it.each([
    ['the PNG of a browser that writes no WebP', { type: 'image/png', size: 10 }],
    ['what is too large', { type: 'image/webp', size: mostBytes + 1 }],
    ['nothing', { type: 'image/webp', size: 0 }],
  ])('does not take %s', (_, blob) => {
    expect(isAsWanted(blob, webp)).toBe(false)
  })
})

describe('isSeeThrough', () => {
  it('finds one pixel that can be seen through', () => {
    expect(isSeeThrough(Uint8ClampedArray.of(1, 2, 3, 255, 4, 5, 6, 254))).toBe(true)
  })

  it('does not mistake a colour for it', () => {
    expect(isSeeThrough(Uint8ClampedArray.of(0, 0, 0, 255, 0, 0, 0, 255))).toBe(false)
  })
})
