import type { Problem } from '@coatcheck/contract'
import { describe, expect, it } from 'vitest'
import { AuthError } from './auth-error'
import { retryDelay } from './retry-delay'

describe('retryDelay', () => {
  it('doubles up to half a minute', () => {
    const delays = [0, 1, 2, 3, 4, 5, 6, 100].map((attempt) => retryDelay(attempt, new AuthError('offline'), 0.5))
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  })

  it('is spread by a quarter to either side', () => {
    expect([0, 1].map((random) => retryDelay(0, new AuthError('offline'), random))).toEqual([750, 1_250])
  })

  it('is never shorter than the server asked for', () => {
    expect(retryDelay(0, new AuthError('problem', { retryAfterSeconds: 20 }))).toBe(20_000)
  })

  it.each([601, 2_147_484, Number.MAX_VALUE])('is five minutes when the server asks for %d seconds', (seconds) => {
    expect(retryDelay(0, new AuthError('problem', { retryAfterSeconds: seconds }))).toBe(300_000)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -5, 'soon'])('ignores a wait of %s', (seconds) => {
    const problem = { type: 'about:blank', title: '', status: 503, code: 'unavailable', retryAfterSeconds: seconds }
    expect(retryDelay(0, new AuthError('problem', { problem: problem as Problem }), 0.5)).toBe(1_000)
  })
})
