import { describe, expect, it } from 'vitest'
import { jpegSegment, jpegWith, samplePicture } from '../testing/sample-pictures.ts'
import { exifOf, orientationOf } from './exif-orientation.ts'
import { rebuildJpeg } from './rebuild-jpeg.ts'

const jpeg = samplePicture('grace.jpg')
const frameAt = jpeg.indexOf(Buffer.of(0xff, 0xc0))
const scanAt = jpeg.indexOf(Buffer.of(0xff, 0xda))

/** Grace's picture with other bytes from somewhere on. */
function changed(at: number, ...bytes: number[]): Buffer {
  const copy = Buffer.from(jpeg)
  copy.set(bytes, at)
  return copy
}

describe('rebuildJpeg', () => {
  it('keeps which side is up, and nothing else of what a phone writes down', () => {
    const exif = Buffer.concat([exifOf(6), Buffer.from('GPS 52.5, 13.4')])

    const rebuilt = rebuildJpeg(jpegWith(jpegSegment(0xe1, exif)))

    expect(rebuilt?.includes(jpegSegment(0xe1, exifOf(6)))).toBe(true)
    expect(rebuilt?.includes('GPS')).toBe(false)
  })

  it('keeps how Adobe says that the colours are meant', () => {
    const adobe = Buffer.from('Adobe\0\x64\0\0\0\0\x01', 'latin1')

    expect(rebuildJpeg(jpegWith(jpegSegment(0xee, adobe)))?.includes(jpegSegment(0xee, adobe))).toBe(true)
  })

  it('takes out the small picture within the picture', () => {
    const thumbnail = Buffer.concat([Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01', 'latin1'), Buffer.from('abc')])

    expect(rebuildJpeg(jpegWith(jpegSegment(0xe0, thumbnail)))?.includes('abc')).toBe(false)
  })

  it.each([
    ['taller than it may be', changed(frameAt + 5, 0x08, 0x01)],
    ['wider than it may be', changed(frameAt + 7, 0xff, 0xff)],
    ['of a height that comes later', changed(frameAt + 5, 0, 0)],
    ['of two frames', Buffer.concat([jpeg.subarray(0, scanAt), jpeg.subarray(frameAt)])],
    ['without a frame', Buffer.concat([jpeg.subarray(0, 2), jpeg.subarray(scanAt)])],
    ['without a scan', Buffer.concat([jpeg.subarray(0, scanAt), Buffer.of(0xff, 0xd9)])],
    ['without an end', jpeg.subarray(0, -2)],
    ['lossless', changed(frameAt, 0xff, 0xc3)],
    ['in arithmetic codes', changed(frameAt, 0xff, 0xc9)],
    ['with a segment that is longer than the file', jpegWith(Buffer.of(0xff, 0xe1, 0xff, 0xff))],
    ['with a segment that has no length', jpegWith(Buffer.of(0xff, 0xe1, 0, 0))],
  ])('refuses one that is %s', (_name, bytes) => {
    expect(rebuildJpeg(bytes)).toBeNull()
  })

  it.each([0xdd, 0xfe])('L5 refuses one of thousands of segments, here of type %i', (marker) => {
    const segments = (count: number) => Array.from({ length: count }, () => jpegSegment(marker, Buffer.alloc(2)))

    expect(rebuildJpeg(jpegWith(...segments(1000)))).not.toBeNull()
    expect(rebuildJpeg(jpegWith(...segments(2000)))).toBeNull()
  })

  it('refuses one of thousands of scans, each of which costs as much as the picture', () => {
    const scan = jpeg.subarray(scanAt, -2)
    const scans = Array.from({ length: 1000 }, () => scan)

    expect(rebuildJpeg(Buffer.concat([jpeg.subarray(0, scanAt), ...scans, Buffer.of(0xff, 0xd9)]))).toBeNull()
  })
})

describe('orientationOf', () => {
  it('reads what Exif says in either order of bytes', () => {
    const little = Buffer.from('Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0', 'latin1')

    expect([orientationOf(little), orientationOf(exifOf(3))]).toEqual([8, 3])
  })

  it.each([
    ['a number that is no side', exifOf(9)],
    ['text', Buffer.from('http://ns.adobe.com/xap/1.0/\0')],
    ['no order of bytes', Buffer.from('Exif\0\0XX')],
    ['a directory outside of itself', Buffer.from('Exif\0\0MM\0*\xff\xff\xff\xff', 'latin1')],
    ['nothing', Buffer.alloc(0)],
  ])('makes nothing of %s', (_name, data) => {
    expect(orientationOf(data)).toBeNull()
  })
})
