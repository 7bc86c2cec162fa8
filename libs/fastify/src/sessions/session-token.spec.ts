import { describe, expect, it } from 'vitest'
import { Browser, curl, setCookies } from '../testing/browser.ts'
import { readDatabase } from '../testing/read-database.ts'
import { ada, testApp } from '../testing/test-app.ts'
import { createSessionToken, hashSessionToken } from './session-token.ts'

const cookieName = '__Host-sid'

describe('createSessionToken', () => {
  const tokens = Array.from({ length: 100_000 }, createSessionToken)

  it('ASVS 7.2.3 makes 100,000 tokens of 256 bits, no two of them alike', () => {
    expect(new Set(tokens).size).toBe(100_000)
    expect(tokens.filter((token) => !/^[A-Za-z0-9_-]{43}$/.test(token))).toEqual([])
    expect(tokens.filter((token) => Buffer.from(token, 'base64url').length !== 32)).toEqual([])
  })

  it('ASVS 7.2.3 sets each bit in half of them, none in step with another token', () => {
    const ones = Array<number>(256).fill(0)
    let same = 0
    let before = Buffer.alloc(32)
    for (const token of tokens) {
      const bytes = Buffer.from(token, 'base64url')
      for (let bit = 0; bit < 256; bit += 1) ones[bit] = (ones[bit] ?? 0) + bitOf(bytes, bit)
      for (let byte = 0; byte < 32; byte += 1) if (bytes[byte] === before[byte]) same += 1
      before = bytes
    }

    // More than 6 standard deviations: a fair coin fails this once in a million runs.
    expect(ones.filter((count) => Math.abs(count - 50_000) > 1000)).toEqual([])
    expect(Math.abs(same - 12_500)).toBeLessThan(700)
  })
})

describe('a session token', () => {
  it('ASVS 7.2.2 is another one each time that somebody logs in', async () => {
    const { app } = await testApp()
    const browser = new Browser(app)
    await browser.register()
    const seen = new Set(browser.cookies.values())

    for (let time = 0; time < 5; time += 1) {
      await browser.logIn()
      seen.add(browser.cookies.get(cookieName) ?? '')
    }

    expect([...seen].filter((token) => token.length === 43).length).toBeGreaterThanOrEqual(6)
  })

  it('ASVS 7.2.2 is all that opens a session: nothing that stays the same does', async () => {
    const { app, file, rows } = await testApp()
    const browser = new Browser(app)
    const { session, userId } = (await browser.register()).json()
    const token = browser.cookies.get(cookieName) ?? ''
    const stored = readDatabase(file)['coatcheck_sessions']?.flatMap((row) => Object.values(row as object)) ?? []
    const others = [session.id, userId, ada.email, ada.password, token.slice(0, 42), hashSessionToken(token), ...stored]

    for (const other of others) {
      const cookie = `${cookieName}=${encodeURIComponent(String(other))}`
      for (const headers of [{ cookie }, { cookie, authorization: `Bearer ${token}` }]) {
        expect((await curl(app)('GET', '/auth/me', undefined, headers)).statusCode, cookie).toBe(401)
      }
    }

    expect((await browser.get('/auth/me')).statusCode).toBe(200)
    expect(rows('coatcheck_sessions')).toBe(1)
  })

  it('ASVS 7.2.3 is never one that a browser brought along', async () => {
    const { app, file } = await testApp()
    const brought = createSessionToken()
    const browser = new Browser(app)
    browser.cookies.set(cookieName, brought)

    const asked = await browser.get('/auth/status')
    await browser.register()
    await browser.logIn()
    await browser.stepUp()

    expect([asked.json().authenticated, setCookies(asked)]).toEqual([false, []])
    expect(browser.cookies.get(cookieName)).not.toBe(brought)
    expect(JSON.stringify(readDatabase(file))).not.toContain(hashSessionToken(brought))
  })
})

function bitOf(bytes: Buffer, bit: number): number {
  return ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1
}
