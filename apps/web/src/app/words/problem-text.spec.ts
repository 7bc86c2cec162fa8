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
    ['a wrong password of their own', refusal(403, 'invalid_credentials'), /^That is not your password/],
    [
      'a prompt that was closed',
      refusal(403, 'reauthentication_required'),
      /not confirmed that it is you, so nothing was changed/,
    ],
    ['an address already taken', refusal(409, 'email_taken'), /Log in instead/],
    ['a login of another account', refusal(409, 'identity_taken'), /Unlink it there first/],
    ['the last way in', refusal(409, 'last_login_method'), /Add another way to log in first/],
    [
      'an account without a password',
      refusal(409, 'no_password'),
      /has no password. Confirm .* with a provider instead/,
    ],
    ['a picture too large', refusal(413, 'too_large'), /Choose something smaller/],
    ['a picture of the wrong kind', refusal(415, 'unsupported_media_type'), /Choose another one/],
    ['too many attempts', refusal(429, 'too_many_requests', 30), /in 30 seconds/],
    ['too many attempts for long', refusal(429, 'too_many_requests', 900), /in 15 minutes/],
    ['an overload', refusal(503, 'overloaded', 5), /nothing was changed. Try again in 5 seconds/],
    ['an outage', refusal(503, 'unavailable', 5), /^The server is in trouble. Try again in 5 seconds.$/],
    ['an error of the server', refusal(500, 'internal_error'), /^The server is in trouble. Try again in a moment.$/],
    ['too many sessions', refusal(409, 'session_limit'), /^This cannot be done as things are. Reload/],
    [
      'a request that the server does not know',
      refusal(404, 'not_found'),
      /^This cannot be done as things are. Reload/,
    ],
    ['a proxy', new AuthError('unexpected', { httpStatus: 502 }), /did not answer properly. Try again in a moment/],
    ['being offline', new AuthError('offline'), /Check your connection/],
    ['a timeout', new AuthError('timeout'), /took too long/],
    ['a bug', new TypeError('x is undefined'), /Reload/],
  ])('says what to do about %s', (_, error, sentence) => {
    expect(problemText(error)).toMatch(sentence)
  })
})
