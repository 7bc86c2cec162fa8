import { describe, expect, it } from 'vitest'
import { lookOfCookies, lookOfSetCookie } from './cookie-look.ts'

describe('the look of a Cookie header', () => {
  it('has names and lengths', () => {
    expect(lookOfCookies('sid=abc; theme=dark; empty=')).toEqual([
      { name: 'sid', length: 3 },
      { name: 'theme', length: 4 },
      { name: 'empty', length: 0 },
    ])
  })

  it('takes what has no equals sign for a value, and a value with one for one value', () => {
    expect(lookOfCookies('secret; a=b=c; =secret')).toEqual([
      { name: '', length: 6 },
      { name: 'a', length: 3 },
      { name: '', length: 6 },
    ])
  })

  it.each([[undefined], [''], [' ; ;']])('is empty for %j', (header) => {
    expect(lookOfCookies(header)).toEqual([])
  })

  it('FC-21 stays small however much is sent', () => {
    const many = lookOfCookies(`${'n'.repeat(5000)}=v; `.repeat(500))

    expect(many).toHaveLength(32)
    expect(many[0]).toEqual({ name: 'n'.repeat(64), length: 1 })
  })
})

describe('the look of a Set-Cookie header', () => {
  it('has the attributes as they went out', () => {
    expect(lookOfSetCookie('__Host-sid=secret; Max-Age=60; Path=/; HttpOnly; SameSite=Lax')).toEqual({
      name: '__Host-sid',
      length: 6,
      attributes: ['Max-Age=60', 'Path=/', 'HttpOnly', 'SameSite=Lax'],
    })
  })
})
