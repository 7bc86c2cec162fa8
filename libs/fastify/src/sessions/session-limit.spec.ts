import { describe, expect, it } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { bareApp, testApp } from '../testing/test-app.ts'
import { coatcheck } from '../index.ts'
import type { SessionLimit } from './session-limit.ts'

/** Ada in three browsers, one minute apart; no more than three are allowed. */
async function threeSessions(whenFull: SessionLimit['whenFull']) {
  const test = await testApp({ sessionLimit: { most: 3, whenFull } })
  const browsers = [new Browser(test.app), new Browser(test.app), new Browser(test.app)] as const
  await browsers[0].register()
  for (const browser of browsers.slice(1)) {
    test.pass(60)
    await browser.logIn()
  }
  return { ...test, browsers, fourth: new Browser(test.app) }
}

const isIn = async (browser: Browser) => (await browser.get('/auth/me')).statusCode === 200

describe('one login too many', () => {
  it('ASVS 7.1.2 ends the oldest session, which is told why', async () => {
    const { browsers, fourth, rows } = await threeSessions('end_oldest')

    expect((await fourth.logIn()).statusCode).toBe(200)

    expect((await browsers[0].get('/auth/me')).json()).toMatchObject({ reason: 'session_limit' })
    expect([await isIn(browsers[1]), await isIn(browsers[2]), await isIn(fourth)]).toEqual([true, true, true])
    expect(rows('coatcheck_sessions')).toBe(3)
  })

  it('ASVS 7.1.2 is refused with 409 where the host wants it so, and ends nothing', async () => {
    const { browsers, fourth, rows } = await threeSessions('refuse')

    const answer = await fourth.logIn()

    expect(answer.json()).toMatchObject({ status: 409, code: 'session_limit', detail: /Log out/ as never })
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(await Promise.all(browsers.map(isIn))).toEqual([true, true, true])
    expect(rows('coatcheck_ended_sessions')).toBe(0)
  })

  it.each(['end_oldest', 'refuse'] as const)('is none in a browser that is logged in already: %s', async (whenFull) => {
    const { browsers } = await threeSessions(whenFull)

    expect((await browsers[2].logIn()).statusCode).toBe(200)

    expect(await Promise.all(browsers.map(isIn))).toEqual([true, true, true])
  })

  it('ASVS 7.1.2 is never had by logging in from many places at once', async () => {
    const { app, rows } = await threeSessions('end_oldest')

    await Promise.all(Array.from({ length: 8 }, () => new Browser(app).logIn()))

    expect(rows('coatcheck_sessions')).toBe(3)
  })

  it('does not count what has expired', async () => {
    const { browsers, fourth, pass } = await threeSessions('refuse')
    pass(29 * 60)

    expect((await fourth.logIn()).statusCode).toBe(200)
    expect(await isIn(browsers[2])).toBe(true)
  })

  it.each([{ most: 0 }, { most: 1.5 }, { most: NaN }, { whenFull: 'explode' as never }])(
    'does not start with the limit %j',
    async (sessionLimit) => {
      const { app, options } = await bareApp()

      await expect(app.register(coatcheck, { ...options, sessionLimit })).rejects.toThrow(
        /coatcheck: sessionLimit\.\w+ must be/,
      )
    },
  )
})
