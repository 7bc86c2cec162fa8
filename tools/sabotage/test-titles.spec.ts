import { describe, expect, it } from 'vitest'
import { testTitles, titlePattern } from './test-titles.ts'

describe('testTitles', () => {
  it('finds tests of every kind', () => {
    const source = `
      describe('a group', () => {
        it('one', () => {})
        it.each([1])('two %s', async () => {}, 5000)
        it.each<[string]>([['x']])("three", () => {})
        test('four', { timeout: 1 }, () => {})
      })`

    expect(testTitles(source)).toEqual(['one', 'two %s', 'three', 'four'])
  })

  it('takes nothing else for a test', () => {
    expect(testTitles("// it('comment')\nlog(\"it('text')\"); split('it'); [1].each('x')")).toEqual([])
  })
})

describe('titlePattern', () => {
  it('knows the cases of a title', () => {
    expect(titlePattern('is right (7.2) about: %s, %j').test('is right (7.2) about: log out, {"a":1}')).toBe(true)
  })

  it('knows no other title', () => {
    const pattern = titlePattern('is right (7.2)')

    expect(
      ['is right (7x2)', 'is right (7.2) too', 'it is right (7.2)'].filter((other) => pattern.test(other)),
    ).toEqual([])
  })
})
