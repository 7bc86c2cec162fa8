import type { FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { browserAt, guess, statuses, tally } from '../testing/guesses.ts'
import { ada, testApp } from '../testing/test-app.ts'

const home = '198.51.100.1'
const stranger = '203.0.113.7'
const bob = { ...ada, name: 'Bob', email: 'bob@example.org' }

/** An app in which Ada registered at home, with a browser that is a known device of hers ever after. */
async function withAda() {
  // Many passwords are hashed at once here, on whatever machine this is.
  const test = await testApp({ deadlineMs: 20_000 })
  const own = browserAt(test.app, home)
  await own.register()
  await own.post('/auth/logout')
  return { ...test, own }
}

/** A thousand wrong logins from two hundred addresses, fifty at a time. */
async function attackFromEverywhere(app: FastifyInstance): Promise<number[]> {
  const answers: number[] = []
  for (let round = 0; round < 20; round++) {
    const guesses = Array.from({ length: 50 }, (_, index) =>
      guess(app, `192.0.2.${String((round * 50 + index) % 200)}`),
    )
    answers.push(...(await Promise.all(guesses)).map(({ statusCode }) => statusCode))
  }
  return answers
}

describe('a stranger who tries to lock Ada out', { timeout: 60_000 }, () => {
  it('FC-40 CS-AU2 gets ten tries from one address, however often they try', async () => {
    const { app } = await withAda()

    expect(tally(await statuses(1000, () => guess(app, stranger)))).toEqual({ 401: 10, 429: 990 })
  })

  it('FC-40 ASVS 6.3.1 gets a hundred tries from two hundred addresses', async () => {
    const { app } = await withAda()

    expect(tally(await attackFromEverywhere(app))).toEqual({ 401: 100, 429: 900 })
  })

  it('FC-40 CS-AU2 does not keep her out of a browser that she logged in from before', async () => {
    const { app, own } = await withAda()
    await attackFromEverywhere(app)

    expect((await own.logIn()).statusCode).toBe(200)
  })

  it('FC-40 does not keep her out from her own address, where she has a browser', async () => {
    const { app, own } = await withAda()
    await statuses(1000, () => guess(app, home))

    expect((await own.logIn()).statusCode).toBe(200)
  })

  it('FC-40 does not keep her out of a browser that she takes to the address of the stranger', async () => {
    const { app, own } = await withAda()
    await attackFromEverywhere(app)
    await statuses(150, () => guess(app, stranger))

    own.from = stranger

    expect((await own.logIn()).statusCode).toBe(200)
  })

  it('FC-40 does not keep her out of a new browser at another address', async () => {
    const { app, pass } = await withAda()
    for (let minute = 0; minute < 30; minute++) {
      await statuses(20, () => guess(app, stranger))
      pass(60)
    }

    expect((await browserAt(app, '198.51.100.99').logIn()).statusCode).toBe(200)
  })

  it('FC-40 keeps others who share the address out only of what was tried', async () => {
    const { app } = await withAda()
    await browserAt(app, '198.51.100.2').register(bob)
    await statuses(20, () => guess(app, stranger))

    expect((await browserAt(app, stranger).logIn({ email: bob.email })).statusCode).toBe(200)
  })
})

describe('a known device', () => {
  it('has ten tries of its own, and gets one back each minute', async () => {
    const { own, pass } = await withAda()
    const wrong = () => own.logIn({ password: 'not-the-password' })

    expect(tally(await statuses(12, wrong))).toEqual({ 401: 10, 429: 2 })
    expect((await own.logIn()).json()).toMatchObject({ status: 429, detail: 'Try again in 60 seconds.' })
    pass(60)
    expect((await own.logIn()).statusCode).toBe(200)
  })

  it('forgets its wrong passwords after the right one', async () => {
    const { own } = await withAda()
    const wrong = () => own.logIn({ password: 'not-the-password' })
    await statuses(9, wrong)
    await own.logIn()

    expect(tally(await statuses(12, wrong))).toEqual({ 401: 10, 429: 2 })
  })

  it('FC-40 is no use against somebody else', async () => {
    const { app, own } = await withAda()
    await browserAt(app, '198.51.100.2').register(bob)
    await statuses(10, () => guess(app, stranger, bob.email))

    own.from = stranger

    expect((await own.logIn({ email: bob.email })).statusCode).toBe(429)
  })

  it('counts for each of two who share a browser, whoever logs in to it meanwhile', async () => {
    const { own } = await withAda()
    await own.register(bob)
    const wrong = () => own.logIn({ password: 'not-the-password' })
    await statuses(9, wrong)

    expect((await own.logIn({ email: bob.email })).statusCode).toBe(200)

    expect(await statuses(2, wrong)).toEqual([401, 429])
    expect((await own.logIn({ email: bob.email })).statusCode).toBe(200)
  })

  it('FC-40 leaves strangers the tries that it uses up', async () => {
    const { app, own } = await withAda()
    await statuses(20, () => own.logIn({ password: 'not-the-password' }))

    expect((await browserAt(app, home).logIn()).statusCode).toBe(200)
  })
})
