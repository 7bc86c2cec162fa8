import type { Problem } from '@coatcheck/contract'
import { describe, expect, it } from 'vitest'
import { AuthError } from './auth-error'
import { formErrors } from './form-errors'

function refusal(errors: NonNullable<Problem['errors']>): AuthError {
  const problem: Problem = { type: 'about:blank', title: 'Invalid', status: 400, code: 'invalid_input', errors }
  return new AuthError('problem', { problem, httpStatus: 400 })
}

describe('formErrors', () => {
  it('names each field by its JSON pointer', () => {
    const errors = [
      { pointer: '/password', message: 'too short' },
      { pointer: '/address/city', message: 'missing' },
      { pointer: '/a~1b~01', message: 'odd' },
    ]
    expect(formErrors(refusal(errors))).toEqual({ password: 'too short', 'address.city': 'missing', 'a/b~1': 'odd' })
  })

  it('keeps the first message of a field', () => {
    const errors = ['first', 'second'].map((message) => ({ pointer: '/email', message }))
    expect(formErrors(refusal(errors))).toEqual({ email: 'first' })
  })

  it('is empty for every other failure', () => {
    expect([new AuthError('offline'), new Error('no'), null].map(formErrors)).toEqual([{}, {}, {}])
  })
})
