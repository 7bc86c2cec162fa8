import type { FastifyInstance } from 'fastify'
import { describe, expect, it, vi } from 'vitest'
import { setCookies } from '../testing/browser.ts'
import { browserAt, statuses, tally } from '../testing/guesses.ts'
import { ada, testApp } from '../testing/test-app.ts'

const stranger = '203.0.113.7'

/** A registration of a new person each time, from one address. */
function newPeople(app: FastifyInstance, address = stranger) {
  let count = 0
  return () => browserAt(app, address).register({ ...ada, email: `${address}-${String(++count)}@example.org` })
}

/** A registration of one e-mail address each time from elsewhere. */
function sameEmail(app: FastifyInstance, email = ada.email) {
  let count = 0
  return () => browserAt(app, `192.0.2.${String(++count)}`).register({ ...ada, email })
}

describe('POST /auth/register, limited', { timeout: 60_000 }, () => {
  it('ASVS 2.4.1 makes twenty accounts for one address, and one more each three minutes', async () => {
    const { app, rows, pass } = await testApp()
    const register = newPeople(app)

    expect(tally(await statuses(22, register))).toEqual({ 201: 20, 429: 2 })
    pass(180)
    expect(tally(await statuses(3, register))).toEqual({ 201: 1, 429: 2 })

    expect(rows('coatcheck_users')).toBe(21)
  })

  it('ASVS 2.4.1 makes twenty accounts of fifty that are asked for at once', async () => {
    const { app, rows } = await testApp({ deadlineMs: 20_000 })
    const register = newPeople(app)

    await Promise.all(Array.from({ length: 50 }, register))

    expect(rows('coatcheck_users')).toBe(20)
  })

  it('goes on for others', async () => {
    const { app } = await testApp()
    await statuses(21, newPeople(app))

    expect((await browserAt(app, '198.51.100.1').register()).statusCode).toBe(201)
  })

  it('ASVS 6.3.8 tells ten times that an e-mail address is taken, from wherever it is asked', async () => {
    const { app, pass } = await testApp()
    const register = sameEmail(app)
    await register()

    expect(tally(await statuses(11, register))).toEqual({ 409: 9, 429: 2 })
    pass(360)
    expect(tally(await statuses(2, register))).toEqual({ 409: 1, 429: 1 })
  })

  it('FC-16 counts the spellings of an e-mail address as one', async () => {
    const { app } = await testApp()
    await statuses(10, sameEmail(app))

    expect((await browserAt(app, stranger).register({ ...ada, email: 'ADA@Example.org' })).statusCode).toBe(429)
  })

  it('says how long to wait and what else to do, and sets no cookie', async () => {
    const { app } = await testApp()
    await statuses(10, sameEmail(app))

    const answer = await browserAt(app, stranger).register()

    expect(answer.json()).toMatchObject({
      code: 'too_many_requests',
      retryAfterSeconds: 360,
      detail: 'Try again in 360 seconds, or log in if you have an account.',
    })
    expect([answer.headers['retry-after'], setCookies(answer)]).toEqual(['360', []])
  })

  it('does not count forms that are not right yet', async () => {
    const { app } = await testApp()

    await statuses(30, () => browserAt(app, stranger).register({ ...ada, password: 'short' }))

    expect((await browserAt(app, stranger).register()).statusCode).toBe(201)
  })

  it('leaves the tries to log in alone', async () => {
    const { app } = await testApp()
    await statuses(25, newPeople(app))

    const logIn = () => browserAt(app, stranger).logIn({ email: `${stranger}-1@example.org` })

    expect((await logIn()).statusCode).toBe(200)
  })

  it('L1 makes no account while it cannot count', async () => {
    const { app, store, rows } = await testApp()
    const create = vi.spyOn(store.users, 'create')
    store.rateLimits.take = () => Promise.reject(new Error('disk on fire'))

    const answer = await browserAt(app, stranger).register()

    expect([answer.statusCode, setCookies(answer), rows('coatcheck_users')]).toEqual([503, [], 0])
    expect(create).not.toHaveBeenCalled()
  })
})
