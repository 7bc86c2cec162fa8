import { AuthError, type ProblemCode } from '@coatcheck/angular'
import { describe, expect, it } from 'vitest'
import { problemText } from './problem-text'

function refusal(httpStatus: number, code: ProblemCode, retryAfterSeconds?: number): AuthError {
  const problem = { type: 'about:blank', title: code, status: httpStatus, code }
  return new AuthError('problem', { problem, httpStatus, retryAfterSeconds: retryAfterSeconds ?? null })
}

describe('problemText', () => {
  it.each([
    ['a wrong password', refusal(401, 'invalid_credentials'), /do not go together/],
    ['an address already taken', refusal(409, 'email_taken'), /Log in instead/],
    ['too many attempts', refusal(429, 'too_many_requests', 30), /in 30 seconds/],
    ['too many attempts for long', refusal(429, 'too_many_requests', 900), /in 15 minutes/],
    ['an outage', refusal(503, 'unavailable', 5), /nothing was changed. Try again in 5 seconds/],
    ['a proxy', new AuthError('unexpected', { httpStatus: 502 }), /did not answer properly. Try again in a moment/],
    ['being offline', new AuthError('offline'), /Check your connection/],
    ['a timeout', new AuthError('timeout'), /took too long/],
    ['a bug', new TypeError('x is undefined'), /Reload/],
  ])('says what to do about %s', (_, error, sentence) => {
    expect(problemText(error)).toMatch(sentence)
  })
})
