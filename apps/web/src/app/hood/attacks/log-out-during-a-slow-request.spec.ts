import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setUpAttack } from '../spec/set-up-attack'
import { injectLogOutDuringASlowRequest } from './log-out-during-a-slow-request'

const slowUrl = '/api/slow?seconds=2'
const report = (setCookies: object[]) => ({ 'x-under-the-hood': JSON.stringify({ cookies: [], setCookies }) })

beforeEach(() => {
  // That of `timer`.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
})

afterEach(() => {
  vi.useRealTimers()
})

/** As far as the logout, with the slow request still under way. */
async function logOutMeanwhile() {
  const test = setUpAttack(injectLogOutDuringASlowRequest)
  const outcome = test.attack.run()
  outcome.catch(() => undefined)
  await vi.advanceTimersByTimeAsync(400)
  await vi.waitUntil(() => test.coatcheck.auth.isLoggedOut())
  return { ...test, outcome }
}

describe('logging out during a slow request', () => {
  it('holds when the late answer brings no cookie and the server knows nobody', async () => {
    const { answer, outcome } = await logOutMeanwhile()
    await answer(slowUrl, {}, 200, report([]))
    await answer('/auth/status', { authenticated: false })
    const { held, steps } = await outcome
    expect(held).toBe(true)
    expect(steps.map(({ got }) => got)).toEqual(['on its way', '204', '200, Set-Cookie: none', 'logged out'])
  })

  it.each([
    ['brings a cookie', [{ name: 'sid', length: 43, attributes: [] }], false],
    ['has brought the session back', [], true],
  ])('does not hold when the late answer %s', async (_, setCookies, authenticated) => {
    const { answer, outcome } = await logOutMeanwhile()
    await answer(slowUrl, {}, 200, report(setCookies))
    await answer('/auth/status', { authenticated })
    expect(await outcome).toMatchObject({ held: false, verdict: 'The session is back' })
  })

  it('proves nothing when the logout came first', async () => {
    const { answer, outcome } = await logOutMeanwhile()
    await answer(slowUrl, { code: 'unauthenticated' }, 401)
    await expect(outcome).rejects.toThrow('overtook')
  })

  it('L3 proves nothing when the logout was not confirmed', async () => {
    const { attack, coatcheck } = setUpAttack(injectLogOutDuringASlowRequest)
    coatcheck.fail(503)
    const outcome = attack.run()
    outcome.catch(() => undefined)
    await vi.advanceTimersByTimeAsync(400)
    await expect(outcome).rejects.toMatchObject({ httpStatus: 503 })
    expect(coatcheck.auth.isLoggedIn()).toBe(true)
  })
})
