import { describe, expect, it } from 'vitest'
import { AuthError } from '@coatcheck/angular'
import { troubleText } from './trouble-text'

const refusal = (status: number, code: 'unavailable' | 'invalid_credentials' | 'forbidden' | 'too_many_requests') =>
  new AuthError('problem', { httpStatus: status, problem: { type: 'about:blank', title: code, status, code } })

describe('troubleText', () => {
  it.each([
    [refusal(403, 'invalid_credentials'), /^That is not your password. Try again.$/],
    [refusal(503, 'unavailable'), /^The server is in trouble. Try again in a moment.$/],
    [refusal(429, 'too_many_requests'), /^That was too often. Try again in a moment.$/],
    [refusal(403, 'forbidden'), /Reload the page/],
    [new AuthError('problem', { httpStatus: 503, retryAfterSeconds: 90 }), /Try again in 1 minute 30 seconds.$/],
    [new AuthError('offline'), /Check your connection/],
    [new AuthError('timeout'), /took too long/],
    [new AuthError('unexpected', { httpStatus: 502 }), /in trouble/],
    [new TypeError('x is undefined'), /Reload the page/],
  ])('says what to do about %s', (error, sentence) => {
    expect(troubleText(error)).toMatch(sentence)
  })
})
