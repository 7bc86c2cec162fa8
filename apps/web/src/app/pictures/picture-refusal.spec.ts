import { describe, expect, it } from 'vitest'
import { refuseFile, refuseSize } from './picture-refusal'

const photo = { name: 'me.jpg', type: 'image/jpeg', size: 3_000_000 }

describe('refuseFile', () => {
  it.each([
    ['a photo', photo],
    ['what the system knows no type of', { ...photo, name: 'me.heic', type: '' }],
    ['a type that the browser may know', { ...photo, type: 'image/avif' }],
  ])('has nothing against %s', (_, file) => {
    expect(refuseFile(file)).toBeNull()
  })

  it.each([
    ['svg', 'an SVG', { ...photo, type: 'image/svg+xml' }],
    ['svg', 'an SVG that says it is none', { ...photo, name: 'me.SVG', type: 'image/png' }],
    ['not_a_picture', 'a text', { ...photo, type: 'text/plain' }],
    ['not_a_picture', 'an empty file', { ...photo, size: 0 }],
    ['too_many_bytes', 'a huge file', { ...photo, size: 41 * 1024 * 1024 }],
  ])('says %s of %s', (refusal, _, file) => {
    expect(refuseFile(file)).toBe(refusal)
  })
})

describe('refuseSize', () => {
  it('takes what a camera of 40 megapixels makes', () => {
    expect(refuseSize({ width: 8000, height: 5000 })).toBeNull()
  })

  it('refuses 50 megapixels', () => {
    expect(refuseSize({ width: 8165, height: 6124 })).toBe('too_many_pixels')
  })

  it('refuses a strip that is longer than anything', () => {
    expect(refuseSize({ width: 2, height: 0x7fffffff })).toBe('too_many_pixels')
  })
})
