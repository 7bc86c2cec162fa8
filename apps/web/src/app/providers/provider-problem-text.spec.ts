import { providerProblems } from '@coatcheck/contract'
import { describe, expect, it } from 'vitest'
import { explain } from './provider-problem-text'

describe('explain', () => {
  it.each(providerProblems)('has a title, a sentence and a next step for %s', (problem) => {
    const { title, text, atLogin, inside } = explain(problem, 'Google')
    expect(title).toMatch(/^[A-Z][^.]+$/)
    for (const sentence of [text, atLogin, inside]) expect(sentence).toMatch(/^[A-Z].+\.$/)
    expect(atLogin + inside).not.toMatch(/undefined|null/)
  })

  it('says something of its own about each', () => {
    const titles = providerProblems.map((problem) => explain(problem, 'Google').title)
    expect(new Set(titles).size).toBe(providerProblems.length)
  })

  it('can name a provider in the middle of a sentence alone', () => {
    const all = providerProblems.flatMap((problem) => Object.values(explain(problem, 'the local provider')))
    expect(all.filter((text) => /^the|\. the/.test(String(text)))).toEqual([])
  })

  it('FC-26 FC-27 says that an address opens no account, and where to link instead', () => {
    const { text, atLogin, linkAfterwards, canTryAgain } = explain('email_taken', 'Google')
    expect(text).toContain('There is already an account with the address that came from Google.')
    expect(atLogin).toBe('Log in to it as usual, then link Google on the security page.')
    expect([linkAfterwards, canTryAgain]).toEqual([true, undefined])
  })
})
