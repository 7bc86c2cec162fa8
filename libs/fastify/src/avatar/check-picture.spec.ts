import { describe, expect, it } from 'vitest'
import {
  jpegSegment,
  jpegWith,
  pngChunk,
  pngOfSize,
  pngWith,
  samplePicture,
  webpChunk,
  webpOf,
} from '../testing/sample-pictures.ts'
import { checkPicture } from './check-picture.ts'

const html = Buffer.from('<!doctype html><script>alert(document.domain)</script>')
const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

/** The picture data of Alan's WebP. */
const vp8 = samplePicture('alan.webp').subarray(samplePicture('alan.webp').indexOf('VP8 '))

describe('checkPicture', () => {
  it.each([
    ['ada.png', 'image/png'],
    ['grace.jpg', 'image/jpeg'],
    ['alan.webp', 'image/webp'],
  ] as const)('knows %s for what it is, and keeps the picture', (name, type) => {
    const bytes = samplePicture(name)

    const checked = checkPicture(bytes)

    expect(checked?.type).toBe(type)
    expect(checked?.bytes.length).toBeLessThanOrEqual(bytes.length)
    expect(checked?.bytes.length).toBeGreaterThan(bytes.length * 0.6)
    expect(checkPicture(checked?.bytes ?? Buffer.alloc(0))).toEqual(checked)
  })

  it.each([
    ['an SVG with a script', Buffer.from(script)],
    ['an SVG that begins like XML', Buffer.from(`<?xml version="1.0"?>${script}`)],
    ['HTML', html],
    ['HTML that begins like a PNG', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), html])],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;', 'latin1')],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['a picture that is cut off', samplePicture('broken.png')],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', (_name, bytes) => {
    expect(checkPicture(bytes)).toBeNull()
  })

  it.each([
    ['a PNG', pngWith(pngChunk('tEXt', Buffer.from('Comment\0secret'))), 'secret'],
    ['a PNG with Exif', pngWith(pngChunk('eXIf', Buffer.from('GPS secret'))), 'secret'],
    ['a JPEG', jpegWith(jpegSegment(0xfe, Buffer.from('secret'))), 'secret'],
    ['a JPEG with Exif', jpegWith(jpegSegment(0xe1, Buffer.from('Exif\0\0MM\0*\0\0\0\x08 GPS secret'))), 'secret'],
    ['a JPEG of Photoshop', jpegWith(jpegSegment(0xed, Buffer.from('Photoshop 3.0\0secret'))), 'secret'],
    ['a WebP', webpOf(vp8, webpChunk('XMP ', Buffer.from('secret'))), 'secret'],
  ])('takes out of %s what is not to be seen', (_name, bytes, secret) => {
    expect(bytes.includes(secret)).toBe(true)

    const checked = checkPicture(bytes)

    expect(checked).not.toBeNull()
    expect(checked?.bytes.includes(secret)).toBe(false)
  })

  it.each([
    ['a PNG', samplePicture('ada.png')],
    ['a JPEG', samplePicture('grace.jpg')],
    ['a WebP', samplePicture('alan.webp')],
  ])('cuts off a page that stands behind %s', (_name, picture) => {
    const polyglot = Buffer.concat([picture, html])

    expect(checkPicture(polyglot)).toEqual(checkPicture(picture))
  })

  it.each([
    ['too wide', pngOfSize(2049, 1)],
    ['too high', pngOfSize(1, 2049)],
    ['as large as a PNG can say', pngOfSize(0x7fffffff, 0x7fffffff)],
    ['of no size', pngOfSize(0, 160)],
  ])('ASVS 5.2.6 refuses a PNG that is %s, before anybody unpacks it', (_name, bytes) => {
    expect(checkPicture(bytes)).toBeNull()
  })

  it('refuses no picture at random, and never throws', () => {
    for (const name of ['ada.png', 'grace.jpg', 'alan.webp'] as const) {
      const bytes = samplePicture(name)
      for (let cut = 0; cut < bytes.length; cut += 7) checkPicture(bytes.subarray(0, cut))
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ 0xff
        checkPicture(changed)
      }
    }
  })
})
