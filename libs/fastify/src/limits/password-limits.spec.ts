import { describe, expect, it, vi } from 'vitest'
import { Browser, setCookies } from '../testing/browser.ts'
import { statuses, tally } from '../testing/guesses.ts'
import { ada, testApp } from '../testing/test-app.ts'

const newPassword = 'a-new-coat-every-day'

/** An app with Ada logged in, and a thief who has her cookies but not her password. */
async function withThief() {
  const test = await testApp({ deadlineMs: 20_000 })
  const own = new Browser(test.app)
  await own.register()
  const thief = own.copy()
  const guessStepUp = () => thief.post('/auth/session/reauthenticate', { password: 'not-the-password' })
  const guessChange = () => thief.post('/auth/password/change', { currentPassword: 'not-the-password', newPassword })
  return { ...test, own, thief, guessStepUp, guessChange }
}

describe('POST /auth/session/reauthenticate, limited', () => {
  it('ASVS 6.3.1 answers ten wrong passwords of a session, and one more each minute', async () => {
    const { guessStepUp, pass } = await withThief()

    expect(tally(await statuses(12, guessStepUp))).toEqual({ 403: 10, 429: 2 })
    pass(60)
    expect(tally(await statuses(2, guessStepUp))).toEqual({ 403: 1, 429: 1 })
  })

  it('ASVS 6.3.1 compares ten passwords of fifty that come at once', async () => {
    const { guessStepUp, store } = await withThief()
    const compared = vi.spyOn(store.passwords, 'find')

    await Promise.all(Array.from({ length: 50 }, guessStepUp))

    expect(compared).toHaveBeenCalledTimes(10)
  })

  it('says how long to wait and what else to do, and leaves the session alone', async () => {
    const { thief, guessStepUp } = await withThief()
    await statuses(10, guessStepUp)

    const answer = await guessStepUp()

    expect(answer.json()).toMatchObject({
      code: 'too_many_requests',
      retryAfterSeconds: 60,
      detail: 'Try again in 60 seconds, or log out and log in again.',
    })
    expect([answer.headers['retry-after'], setCookies(answer)]).toEqual(['60', []])
    expect((await thief.get('/auth/me')).statusCode).toBe(200)
  })

  it('forgets wrong passwords after the right one', async () => {
    const { own, guessStepUp } = await withThief()
    await statuses(9, guessStepUp)

    expect((await own.stepUp()).statusCode).toBe(200)

    const wrong = () => own.post('/auth/session/reauthenticate', { password: 'not-the-password' })
    expect(tally(await statuses(12, wrong))).toEqual({ 403: 10, 429: 2 })
  })

  it('FC-40 does not keep the owner from logging in again', async () => {
    const { own, guessStepUp } = await withThief()
    await statuses(20, guessStepUp)

    expect((await own.stepUp()).statusCode).toBe(429)
    expect((await own.logIn()).statusCode).toBe(200)
    expect((await own.stepUp()).statusCode).toBe(200)
  })

  it('counts each session for itself', async () => {
    const { app, guessStepUp } = await withThief()
    const another = new Browser(app)
    await another.logIn()
    await statuses(20, guessStepUp)

    expect((await another.stepUp()).statusCode).toBe(200)
  })
})

describe('POST /auth/password/change, limited', () => {
  it('ASVS 6.3.1 shares its ten tries with the step-up', async () => {
    const { own, thief, guessStepUp, guessChange } = await withThief()
    await own.stepUp()
    for (const [name, value] of own.cookies) thief.cookies.set(name, value)

    expect(tally(await statuses(5, guessStepUp))).toEqual({ 403: 5 })
    expect(tally(await statuses(7, guessChange))).toEqual({ 403: 5, 429: 2 })
  })

  it('does not count new passwords that will not do', async () => {
    const { own } = await withThief()
    await own.stepUp()
    const weak = () => own.post('/auth/password/change', { currentPassword: ada.password, newPassword: 'short' })

    expect(tally(await statuses(15, weak))).toEqual({ 400: 15 })
  })
})
