import { describe, expect, it } from 'vitest'
import { passwordLengthProblem } from './password-rule'

describe('passwordLengthProblem', () => {
  it('counts down to the shortest', () => {
    expect(passwordLengthProblem('elevenchars')).toMatch(/1 to go/)
  })

  it.each(['twelve chars', 'a'.repeat(128), '🧥'.repeat(12)])('has nothing against %j', (password) => {
    expect(passwordLengthProblem(password)).toBeNull()
  })

  it('refuses what is longer than the longest', () => {
    expect(passwordLengthProblem('a'.repeat(129))).toMatch(/At most 128/)
  })
})
