import { TestBed } from '@angular/core/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { PicturePress } from './picture-press'

const jpegOf = (width: number, height: number) =>
  new File(
    [Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0)],
    'me.jpg',
    { type: 'image/jpeg' },
  )

function decode(bitmap: { width: number; height: number } | null) {
  const close = vi.fn()
  const createImageBitmap = vi.fn(() =>
    bitmap ? Promise.resolve({ ...bitmap, close }) : Promise.reject(new DOMException('no', 'InvalidStateError')),
  )
  vi.stubGlobal('createImageBitmap', createImageBitmap)
  return { createImageBitmap, close, press: (file: File) => TestBed.inject(PicturePress).press(file) }
}

describe('PicturePress', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('ASVS 5.2.6 unpacks nothing that says of itself that it is too large', async () => {
    const { press, createImageBitmap } = decode({ width: 1, height: 1 })
    expect(await press(jpegOf(8165, 6124))).toBe('too_many_pixels')
    expect(createImageBitmap).not.toHaveBeenCalled()
  })

  it('unpacks no SVG', async () => {
    const { press, createImageBitmap } = decode({ width: 1, height: 1 })
    expect(await press(new File(['<svg/>'], 'me.svg', { type: 'image/svg+xml' }))).toBe('svg')
    expect(createImageBitmap).not.toHaveBeenCalled()
  })

  it('refuses what the browser cannot read', async () => {
    const { press } = decode(null)
    expect(await press(new File(['GIF but not quite'], 'me.gif', { type: 'image/gif' }))).toBe('not_a_picture')
  })

  it('refuses what turns out to be too large, and lets go of it', async () => {
    const { press, close } = decode({ width: 9000, height: 9000 })
    expect(await press(new File(['some other format'], 'me.avif', { type: 'image/avif' }))).toBe('too_many_pixels')
    expect(close).toHaveBeenCalledOnce()
  })

  it('asks for the picture as the camera was held', async () => {
    const { press, createImageBitmap } = decode(null)
    const file = jpegOf(40, 30)
    await press(file)
    expect(createImageBitmap).toHaveBeenCalledExactlyOnceWith(file, { imageOrientation: 'from-image' })
  })
})
