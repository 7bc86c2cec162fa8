import { describe, expect, it } from 'vitest'
import { AuthError } from './auth-error'
import { wiringMistake } from './wiring-mistake'

describe('wiringMistake', () => {
  it.each([200, 404, 421])('names the address, the status %d and the cure', (httpStatus) => {
    const text = wiringMistake('/atuh/status', new AuthError('unexpected', { httpStatus }))
    expect(text).toMatch(new RegExp(`/atuh/status answered ${httpStatus.toString()}.*withApi\\(\\)`))
  })

  it.each([0, 429, 500, 503])('has nothing to say about %d', (httpStatus) => {
    expect(wiringMistake('/auth/status', new AuthError('unexpected', { httpStatus }))).toBeNull()
  })
})
