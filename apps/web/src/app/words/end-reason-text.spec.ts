import { expect, it } from 'vitest'
import { endReasonText } from './end-reason-text'

it('has a sentence of its own for every reason', () => {
  const sentences = Object.values(endReasonText)
  expect(new Set(sentences).size).toBe(9)
  expect(sentences.every((sentence) => /^[A-Z].*\.$/.test(sentence))).toBe(true)
})
