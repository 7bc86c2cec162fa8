import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { browserAt, guess, statuses, tally } from '../testing/guesses.ts'
import { testApp } from '../testing/test-app.ts'
import { defaultLimits, type Limits, readLimits } from './limits.ts'

const stranger = '203.0.113.7'

describe('the option limits', () => {
  it('changes one limit and leaves the others', async () => {
    const { app } = await testApp({ limits: { loginPerAccountAndAddress: { tries: 2, refillSeconds: 5 } } })

    expect(await statuses(3, () => guess(app, stranger))).toEqual([401, 401, 429])

    const [login, register] = [await guess(app, stranger), await browserAt(app, stranger).register()]
    expect([login.headers['retry-after'], register.statusCode]).toEqual(['5', 201])
  })

  it('widens all limits by a factor, and what comes back too', async () => {
    const { app, pass } = await testApp({ limits: { factor: 2 } })
    const guesses = async () => tally(await statuses(25, () => guess(app, stranger)))

    expect(await guesses()).toEqual({ 401: 20, 429: 5 })
    pass(60)
    expect(await guesses()).toEqual({ 401: 2, 429: 23 })
  })

  it('narrows them by a factor below 1, but never to nothing', () => {
    expect(readLimits({ factor: 0.5 }).loginPerAccount).toEqual({ most: 50, refillMs: 72_000 })
    expect(readLimits({ factor: 0.001 }).loginPerDevice.most).toBe(1)
  })

  it('counts nothing and knows no devices when it is false', async () => {
    const { app, rows } = await testApp({ limits: false })
    const browser = browserAt(app, stranger)
    await browser.register()

    expect(tally(await statuses(30, () => guess(app, stranger)))).toEqual({ 401: 30 })

    expect([...browser.cookies.keys()]).toEqual(['__Host-sid'])
    expect([rows('coatcheck_rate_limits'), rows('coatcheck_known_devices')]).toEqual([0, 0])
  })

  it.each<[Partial<Limits>, string]>([
    [{ factor: 0 }, 'coatcheck: limits.factor must be a number above 0, up to 1000000, not 0'],
    [{ factor: Number.NaN }, 'coatcheck: limits.factor must be a number above 0, up to 1000000, not NaN'],
    [
      { loginPerAccount: { tries: 0, refillSeconds: 36 } },
      'coatcheck: limits.loginPerAccount.tries must be a whole number from 1 to 1000000, not 0',
    ],
    [
      { registerPerAddress: { tries: 10, refillSeconds: 0 } },
      'coatcheck: limits.registerPerAddress.refillSeconds must be a number above 0, up to 1000000, not 0',
    ],
  ])('refuses %j when the app starts', async (limits, sentence) => {
    await expect(testApp({ limits })).rejects.toThrow(sentence)
  })
})

describe('the README', () => {
  it('ASVS 6.1.1 names every limit and its default', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
    const { factor: _, ...limits } = defaultLimits

    const rows = [...readme.matchAll(/^\| `(\w+Per\w+)` +\| (\d+) +\| (\d+) s /gm)]

    const named = rows.map(([, name, tries, seconds]) => [
      name,
      { tries: Number(tries), refillSeconds: Number(seconds) },
    ])
    expect(Object.fromEntries(named)).toEqual(limits)
  })
})

describe('the table of tries', () => {
  it('names neither people nor addresses', async () => {
    const { app, file } = await testApp()
    await browserAt(app, '198.51.100.1').register()
    await guess(app, stranger)

    const database = new DatabaseSync(file, { readOnly: true })
    const keys = database.prepare('select key from coatcheck_rate_limits').all()
    database.close()

    expect(keys).toHaveLength(6)
    for (const { key } of keys) expect(key).toMatch(/^[a-z-]+:[\w-]{43}$/)
  })
})
