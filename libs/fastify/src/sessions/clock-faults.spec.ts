import { describe, expect, it } from 'vitest'
import { ada } from '../testing/test-app.ts'
import type { Browser } from '../testing/browser.ts'
import { Machine } from '../testing/machine.ts'

const minute = 60
const hour = 3600
const tenYears = 10 * 365 * 86_400

const me = async (browser: Browser) => {
  const answer = await browser.get('/auth/me')
  return [answer.statusCode, answer.json().reason]
}
const extend = (browser: Browser) => browser.post('/auth/session/extend')
const stepUp = (browser: Browser) => browser.post('/auth/session/reauthenticate', { password: ada.password })
const visit = (browser: Browser) => browser.get('/orders')

describe('a clock that jumps forward', () => {
  it('FI-10 by an hour ends what had less than that left, and says why for a quarter of an hour', async () => {
    const machine = new Machine()
    const { browser } = await machine.start({ sessions: { idleSeconds: 50 * minute } })
    await browser.register()

    machine.setClock(hour)

    expect(await me(browser)).toEqual([401, 'idle_timeout'])
    machine.pass(5 * minute - 1)
    expect(await me(browser)).toEqual([401, 'idle_timeout'])
    machine.pass(1)
    expect(await me(browser)).toEqual([401, null])
  })

  it('FI-10 by an hour leaves alone what had more than that left', async () => {
    const machine = new Machine()
    const { browser } = await machine.start()
    await browser.register()
    await browser.logIn({ remember: true })

    machine.setClock(hour)

    expect(await me(browser)).toEqual([200, undefined])
  })

  it('FI-10 by ten years ends every session, and says why for a quarter of an hour', async () => {
    const machine = new Machine()
    const long = { rememberedIdleSeconds: tenYears, rememberedAbsoluteSeconds: tenYears - minute }
    const { browser } = await machine.start({ sessions: long })
    await browser.register()
    await browser.logIn({ remember: true })

    machine.setClock(tenYears)

    expect(await me(browser)).toEqual([401, 'absolute_timeout'])
    machine.pass(14 * minute)
    expect(await me(browser)).toEqual([401, null])
  })

  it('FI-10 L6 by ten years keeps nobody from logging in again', async () => {
    const machine = new Machine()
    const { browser } = await machine.start()
    await browser.register()
    machine.setClock(tenYears)
    expect(await me(browser)).toEqual([401, null])

    expect((await browser.logIn()).statusCode).toBe(200)

    expect(await me(browser)).toEqual([200, undefined])
  })
})

describe('a clock that is set back by an hour', () => {
  it.each([
    ['nothing else happened', async () => undefined],
    ['the user was active', visit],
    ['the session was extended', extend],
    ['the user stepped up', stepUp],
  ])('FI-10 lengthens no idle time, also when %s just before', async (_what, happen) => {
    const machine = new Machine()
    const { browser, test } = await machine.start()
    await browser.register()
    machine.pass(2 * minute)
    await happen(browser)
    await test.store.check()
    const { expiresInSeconds } = (await browser.get('/auth/status')).json().session

    machine.setClock(-hour)

    machine.pass(expiresInSeconds - 1)
    expect(await me(browser)).toEqual([200, undefined])
    machine.pass(1)
    expect(await me(browser)).toEqual([401, 'idle_timeout'])
  })

  it.each([
    ['the user is active', visit],
    ['the session is extended', extend],
    ['the user steps up', stepUp],
  ])('FI-10 lengthens no absolute time, however often %s', async (_what, happen) => {
    const machine = new Machine()
    const { browser, test } = await machine.start({ sessions: { absoluteSeconds: hour } })
    await browser.register()

    for (let quarter = 1; quarter < 4; quarter += 1) {
      machine.setClock(-hour)
      machine.pass(15 * minute)
      await happen(browser)
      await test.store.check()
    }

    machine.pass(15 * minute - 1)
    expect(await me(browser)).toEqual([200, undefined])
    machine.pass(1)
    expect(await me(browser)).toEqual([401, 'absolute_timeout'])
  })

  it('FI-10 lengthens no step-up', async () => {
    const machine = new Machine()
    const { browser } = await machine.start()
    await browser.register()
    await stepUp(browser)
    machine.pass(minute)

    machine.setClock(-hour)

    machine.pass(9 * minute - 1)
    expect((await browser.get('/cash')).statusCode).toBe(200)
    machine.pass(1)
    expect((await browser.get('/cash')).json().code).toBe('reauthentication_required')
  })
})

describe('a clock that is put right after it was far ahead, and a restart', () => {
  it('FI-10 end a session that was begun meanwhile', async () => {
    const machine = new Machine()
    const before = await machine.start()
    machine.setClock(tenYears)
    await before.browser.register()
    machine.setClock(-tenYears)
    expect(await me(before.browser), 'one process never sees its clock run backward').toEqual([200, undefined])

    const { browser } = await machine.start({}, before.browser)

    expect(await me(browser)).toEqual([401, 'absolute_timeout'])
  })

  it('FI-10 keep a session that was begun before and used meanwhile within its time', async () => {
    const machine = new Machine()
    const sessions = { absoluteSeconds: 2 * hour }
    const before = await machine.start({ sessions })
    await before.browser.register()
    machine.setClock(20 * minute)
    await extend(before.browser)
    machine.setClock(-20 * minute)

    const { browser } = await machine.start({ sessions }, before.browser)

    machine.pass(49 * minute)
    await extend(browser)
    machine.pass(29 * minute)
    expect(await me(browser)).toEqual([200, undefined])
    for (let time = 0; time < 3; time += 1) {
      await extend(browser)
      machine.pass(14 * minute)
    }
    expect(await me(browser)).toEqual([401, 'absolute_timeout'])
  })

  it('FI-10 end a step-up that was made meanwhile', async () => {
    const machine = new Machine()
    const before = await machine.start()
    await before.browser.register()
    machine.setClock(20 * minute)
    await stepUp(before.browser)
    machine.setClock(-20 * minute)

    const { browser } = await machine.start({}, before.browser)

    expect((await browser.get('/cash')).json().code).toBe('reauthentication_required')
    expect((await browser.get('/auth/status')).json().session.reauthenticatedUntil).toBeNull()
  })

  it('FI-10 L6 leave no session behind that takes up the room of others', async () => {
    const machine = new Machine()
    const sessionLimit = { most: 1, whenFull: 'refuse' } as const
    const before = await machine.start({ sessionLimit })
    machine.setClock(tenYears)
    await before.browser.register()
    machine.setClock(-tenYears)

    const { browser } = await machine.start({ sessionLimit })

    expect((await browser.logIn()).statusCode).toBe(200)
    expect(await me(browser)).toEqual([200, undefined])
  })
})

describe('lifetimes that were shortened before a restart', () => {
  it('hold for the idle time of sessions that exist already', async () => {
    const machine = new Machine()
    const before = await machine.start()
    await before.browser.register()
    await before.browser.logIn({ remember: true })

    const { browser } = await machine.start({ sessions: { rememberedIdleSeconds: hour } }, before.browser)

    expect((await browser.get('/auth/status')).json().session.expiresInSeconds).toBe(hour)
    machine.pass(hour - 1)
    expect(await me(browser)).toEqual([200, undefined])
    machine.pass(1)
    expect(await me(browser)).toEqual([401, 'idle_timeout'])
  })

  it('hold for the absolute time of sessions that exist already', async () => {
    const machine = new Machine()
    const before = await machine.start()
    await before.browser.register()

    const { browser } = await machine.start({ sessions: { absoluteSeconds: 20 * minute } }, before.browser)

    expect((await browser.get('/auth/status')).json().session.expiresInSeconds).toBe(20 * minute)
    machine.pass(20 * minute - 1)
    expect(await me(browser)).toEqual([200, undefined])
    machine.pass(1)
    expect(await me(browser)).toEqual([401, 'absolute_timeout'])
  })

  it('leave no session behind that takes up the room of others', async () => {
    const machine = new Machine()
    const sessionLimit = { most: 1, whenFull: 'refuse' } as const
    const before = await machine.start({ sessionLimit })
    await before.browser.register()

    const { browser } = await machine.start({ sessionLimit, sessions: { idleSeconds: minute } })

    machine.pass(minute)
    expect((await browser.logIn()).statusCode).toBe(200)
  })

  it('do not become longer again for a session by making them longer', async () => {
    const machine = new Machine()
    const before = await machine.start()
    await before.browser.register()

    const { browser } = await machine.start({ sessions: { idleSeconds: 3 * hour } }, before.browser)

    machine.pass(30 * minute)
    expect(await me(browser)).toEqual([401, 'idle_timeout'])
  })
})
