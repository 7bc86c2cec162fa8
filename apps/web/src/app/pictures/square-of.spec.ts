import { describe, expect, it } from 'vitest'
import { squareOf } from './square-of'

describe('squareOf', () => {
  it('keeps the middle of a landscape and makes it smaller', () => {
    expect(squareOf(4000, 3000)).toEqual({ left: 500, top: 0, side: 3000, target: 512 })
  })

  it('keeps the middle of a portrait', () => {
    expect(squareOf(600, 801)).toEqual({ left: 0, top: 100, side: 600, target: 512 })
  })

  it('never makes a small picture larger', () => {
    expect(squareOf(64, 48)).toEqual({ left: 8, top: 0, side: 48, target: 48 })
  })

  it('keeps a single pixel', () => {
    expect(squareOf(1, 9000)).toEqual({ left: 0, top: 4499, side: 1, target: 1 })
  })
})
