import { describe, expect, it } from 'vitest'
import { hueOf } from './hue-of'

describe('hueOf', () => {
  it('gives the same user the same hue', () => {
    expect(hueOf('usr_ada')).toBe(hueOf('usr_ada'))
  })

  it('spreads users over all hues', () => {
    const hues = Array.from({ length: 1_000 }, (_, index) => hueOf(`usr_${index.toString()}`))
    expect(hues.every((hue) => Number.isInteger(hue) && hue >= 0 && hue < 360)).toBe(true)
    expect(new Set(hues).size).toBeGreaterThan(300)
  })
})
