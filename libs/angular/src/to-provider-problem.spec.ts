import { providerProblems } from '@coatcheck/contract'
import { describe, expect, it } from 'vitest'
import { toProviderProblem } from './to-provider-problem'

describe('toProviderProblem', () => {
  it.each(providerProblems)('reads %s', (problem) => {
    expect(toProviderProblem(problem)).toBe(problem)
  })

  it.each([undefined, null, '', 'Your account is locked, call 0900', ['denied', 'denied'], 7, 'toString'])(
    'says nothing about %j, which somebody put into a link',
    (value) => {
      expect(toProviderProblem(value)).toBeNull()
    },
  )
})
