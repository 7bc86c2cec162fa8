import { describe, expect, it } from 'vitest'
import { relativeTime } from './relative-time'

const now = new Date('2026-06-12T12:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000)

describe('relativeTime', () => {
  it.each([
    [0, 'now'],
    [89, 'now'],
    [-600, 'now'],
    [90, '1 minute ago'],
    [3_599, '59 minutes ago'],
    [3_600, '1 hour ago'],
    [86_400, 'yesterday'],
    [3 * 86_400, '3 days ago'],
  ])('calls what was %i seconds ago %o', (seconds, words) => {
    expect(relativeTime(ago(seconds), now, 'en')).toBe(words)
  })

  it('speaks the language of the locale', () => {
    expect(relativeTime(ago(300), now, 'de')).toBe('vor 5 Minuten')
  })
})
