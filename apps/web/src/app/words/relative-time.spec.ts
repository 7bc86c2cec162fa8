import { describe, expect, it } from 'vitest'
import { exactTime, relativeTime } from './relative-time'

const now = new Date('2026-06-12T12:00:00Z')
const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1000)

describe('relativeTime', () => {
  it.each([
    [-3600, 'just now'],
    [0, 'just now'],
    [89, 'just now'],
    [90, '1 minute ago'],
    [59 * 60 + 59, '59 minutes ago'],
    [3600, '1 hour ago'],
    [86_399, '23 hours ago'],
    [86_400, 'yesterday'],
    [29 * 86_400, '29 days ago'],
    [31 * 86_400, 'on 12 May 2026'],
  ])('tells %d seconds ago as %j', (seconds, words) => {
    expect(relativeTime(secondsAgo(seconds), now)).toBe(words)
  })
})

describe('exactTime', () => {
  it('names day, year and second', () => {
    expect(exactTime(new Date(2026, 5, 12, 14, 3, 25))).toMatch(/^Friday,? 12 June 2026 at 14:03:25$/)
  })
})
