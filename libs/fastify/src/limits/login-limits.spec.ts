import { describe, expect, it, vi } from 'vitest'
import { coatcheck } from '../index.ts'
import { setCookies } from '../testing/browser.ts'
import { type Customer, customers } from '../testing/customers.ts'
import { browserAt, guess, statuses, tally } from '../testing/guesses.ts'
import { ada, bareApp, testApp } from '../testing/test-app.ts'

const home = '198.51.100.1'
const stranger = '203.0.113.7'

/** An app in which Ada registered at home. */
async function withAda() {
  // Many passwords are hashed at once here, on whatever machine this is.
  const test = await testApp({ deadlineMs: 20_000 })
  await browserAt(test.app, home).register()
  return test
}

describe('POST /auth/login, limited', { timeout: 60_000 }, () => {
  it('ASVS 6.3.1 answers ten wrong passwords, and then 429', async () => {
    const { app } = await withAda()

    expect(await statuses(12, () => guess(app, stranger))).toEqual([...Array<number>(10).fill(401), 429, 429])
  })

  it('ASVS 2.4.1 says how long to wait and what else to do, and sets no cookie', async () => {
    const { app } = await withAda()
    await statuses(10, () => guess(app, stranger))

    const answer = await guess(app, stranger)

    expect(answer.json()).toMatchObject({
      code: 'too_many_requests',
      status: 429,
      retryAfterSeconds: 60,
      detail: 'Try again in 60 seconds, or from a browser in which you were logged in before.',
    })
    expect(answer.headers).toMatchObject({ 'retry-after': '60', 'cache-control': 'private, no-store' })
    expect(setCookies(answer)).toEqual([])
  })

  it('refuses the right password too once the tries are used up', async () => {
    const { app, rows } = await withAda()
    await statuses(10, () => guess(app, stranger))

    expect((await browserAt(app, stranger).logIn()).statusCode).toBe(429)
    expect(rows('coatcheck_sessions')).toBe(1)
  })

  it('gives one try back each minute, and all of them in ten', async () => {
    const { app, pass } = await withAda()
    const guesses = async () => tally(await statuses(12, () => guess(app, stranger)))
    await guesses()

    pass(59)
    expect(await guesses()).toEqual({ 429: 12 })
    pass(1)
    expect(await guesses()).toEqual({ 401: 1, 429: 11 })
    pass(600)
    expect(await guesses()).toEqual({ 401: 10, 429: 2 })
  })

  it('ASVS 6.3.1 compares ten passwords of fifty that come at once', async () => {
    const { app, store } = await withAda()
    const compared = vi.spyOn(store.passwords, 'find')

    const answers = await Promise.all(Array.from({ length: 50 }, () => guess(app, stranger)))

    expect(tally(answers.map(({ statusCode }) => statusCode))).toEqual({ 401: 10, 429: 40 })
    expect(compared).toHaveBeenCalledTimes(10)
  })

  it('FC-16 counts the spellings of an address as one account', async () => {
    const { app } = await withAda()
    const spellings = ['ada@example.org', 'ADA@EXAMPLE.ORG', 'Ada@Example.Org', 'aDA@example.orG']

    for (const email of spellings) await statuses(3, () => guess(app, stranger, email))

    expect((await guess(app, stranger, 'ada@EXAMPLE.org')).statusCode).toBe(429)
  })

  it('FC-16 counts the addresses by which a host finds the same user as one account', async () => {
    const table = customers()
    const users = { ...table, findByEmail: (email: string) => table.findByEmail(email.replace(/\+[^@]*/, '')) }
    const { app, options } = await bareApp()
    await app.register(coatcheck<Customer>, { ...options, users })
    await browserAt(app, home).register()

    let alias = 0
    const guessAlias = () => guess(app, stranger, `ada+${String(++alias)}@example.org`)

    expect(tally(await statuses(12, guessAlias))).toEqual({ 401: 10, 429: 2 })
  })

  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
    ['203.0.113.7', '::ffff:203.0.113.7'],
  ])('FC-16 counts %s and %s as one address', async (one, other) => {
    const { app } = await withAda()
    await statuses(10, () => guess(app, one))

    expect((await guess(app, other)).statusCode).toBe(429)
  })

  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['::ffff:203.0.113.7', '::ffff:203.0.113.8'],
  ])('FC-16 counts %s and %s as two addresses', async (one, other) => {
    const { app } = await withAda()
    await statuses(10, () => guess(app, one))

    expect((await guess(app, other)).statusCode).toBe(401)
  })

  it('forgets wrong passwords after the right one', async () => {
    const { app } = await withAda()
    await statuses(9, () => guess(app, stranger))

    expect((await browserAt(app, stranger).logIn()).statusCode).toBe(200)

    expect(tally(await statuses(12, () => guess(app, stranger)))).toEqual({ 401: 10, 429: 2 })
  })

  it('does not forget those from elsewhere', async () => {
    const { app } = await testApp({ limits: { loginPerAccount: { tries: 3, refillSeconds: 60 } } })
    await browserAt(app, home).register()
    await statuses(2, () => guess(app, stranger))

    expect((await browserAt(app, home).logIn()).statusCode).toBe(200)

    expect(await statuses(2, () => guess(app, stranger))).toEqual([401, 429])
  })

  it('does not count logins that succeed', async () => {
    const limit = { tries: 2, refillSeconds: 60 }
    const { app } = await testApp({ limits: { loginPerAccount: limit, loginPerAddress: limit } })
    await browserAt(app, home).register()

    expect(tally(await statuses(10, () => browserAt(app, home).logIn()))).toEqual({ 200: 10 })
  })

  it('limits one address that tries a hundred accounts, whatever it may log in to itself', async () => {
    const { app } = await withAda()
    let account = 0
    const spray = async () => {
      // A login of the attacker's own after every third guess does not start the count again.
      if (++account % 3 === 0) await browserAt(app, stranger).logIn()
      return guess(app, stranger, `user${String(account)}@example.org`)
    }

    expect(await statuses(101, spray)).toEqual([...Array<number>(100).fill(401), 429])
    expect((await guess(app, home, 'user1@example.org')).statusCode).toBe(401)
  })

  it('FC-39 ASVS 6.3.8 refuses an unknown account at the same try, with the same words', async () => {
    const { app } = await withAda()
    const fingerprints = async (address: string, email: string) => {
      const prints = []
      for (let time = 0; time < 11; time++) {
        const answer = await guess(app, address, email)
        const { requestId: _, ...body } = answer.json<{ requestId: string }>()
        const { 'content-length': length, date: __, ...headers } = answer.headers
        prints.push({ status: answer.statusCode, body, headers, length })
      }
      return prints
    }

    const wrong = await fingerprints('203.0.113.1', ada.email)

    expect(wrong[10]).toMatchObject({ status: 429 })
    expect(await fingerprints('203.0.113.2', 'bob@example.org')).toEqual(wrong)
    expect(await fingerprints('203.0.113.3', 'not an address')).toEqual(wrong)
  })

  it('does not count trouble with the store as a wrong password', async () => {
    const { app, store } = await withAda()
    const { find } = store.passwords
    store.passwords.find = () => Promise.reject(new Error('disk on fire'))
    expect(tally(await statuses(12, () => guess(app, stranger)))).toEqual({ 503: 12 })

    store.passwords.find = find.bind(store.passwords)

    expect((await browserAt(app, stranger).logIn()).statusCode).toBe(200)
  })

  it('L1 lets nobody try while it cannot count', async () => {
    const { app, store } = await withAda()
    const compared = vi.spyOn(store.passwords, 'find')
    store.rateLimits.take = () => Promise.reject(new Error('disk on fire'))

    const answer = await browserAt(app, home).logIn()

    expect([answer.statusCode, setCookies(answer)]).toEqual([503, []])
    expect(compared).not.toHaveBeenCalled()
  })

  it('L2 sets no cookie and begins no session when a success cannot be counted', async () => {
    const { app, store, rows } = await withAda()
    store.rateLimits.clear = () => Promise.reject(new Error('disk on fire'))

    const answer = await browserAt(app, home).logIn()

    expect([answer.statusCode, setCookies(answer)]).toEqual([503, []])
    expect(rows('coatcheck_sessions')).toBe(1)
  })
})
