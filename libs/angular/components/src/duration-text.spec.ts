import { describe, expect, it } from 'vitest'
import { durationText } from './duration-text'

describe('durationText', () => {
  it.each([
    [0, '0 seconds'],
    [1, '1 second'],
    [45, '45 seconds'],
    [60, '1 minute'],
    [90, '1 minute 30 seconds'],
    [121, '2 minutes 1 second'],
    [600, '10 minutes'],
  ])('calls %i seconds %o', (seconds, text) => {
    expect(durationText(seconds)).toBe(text)
  })
})
