import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { loginAs } from '../testing.ts'
import { Browser, setCookies } from '../testing/browser.ts'
import { ada, testApp } from '../testing/test-app.ts'

/** A shop in which Ada has an account and is logged in nowhere. */
async function shop(options: Parameters<typeof testApp>[0] = {}) {
  const test = await testApp(options, (app) => {
    app.get('/orders', { config: { auth: 'user' } }, (request) => ({ of: request.auth.requireUser().name }))
    app.post('/orders', { config: { auth: 'user' } }, () => ({ placed: true }))
    app.delete('/shop', { config: { auth: { within: '10m' } } }, () => ({ sold: true }))
  })
  const browser = new Browser(test.app)
  const { userId } = (await browser.register()).json<{ userId: string }>()
  await browser.post('/auth/logout')
  return { ...test, userId }
}

describe('loginAs', () => {
  it('begins a session of the real service, which the user sees among the devices', async () => {
    const { app, userId, rows } = await shop()

    const session = await loginAs(app, { id: userId }, { userAgent: 'Mozilla/5.0 (X11; Linux) Firefox/140.0' })

    expect(rows('coatcheck_sessions')).toBe(1)
    expect(session.user).toMatchObject({ id: userId, email: ada.email })
    expect((await session.inject('/auth/sessions')).json()).toMatchObject({
      sessions: [{ id: session.id, current: true, device: { browser: 'Firefox' }, methods: ['password'] }],
    })
  })

  it('passes the guard of a route, and the origin guard', async () => {
    const { app, userId } = await shop()
    const session = await loginAs(app, userId)

    expect((await session.inject('/orders')).json()).toEqual({ of: ada.name })
    expect((await session.inject({ method: 'POST', url: '/orders', payload: {} })).json()).toEqual({ placed: true })
  })

  it('lets a test come from another site', async () => {
    const { app, userId } = await shop()
    const session = await loginAs(app, userId)
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }

    const answer = await session.inject({ method: 'POST', url: '/orders', payload: {}, headers })

    expect(answer.json()).toMatchObject({ status: 403, code: 'csrf_rejected' })
  })

  it.each([
    [false, 403],
    [true, 200],
  ])('opens the step-up window or leaves it shut: %s', async (reauthenticated, status) => {
    const { app, userId } = await shop()

    const session = await loginAs(app, userId, { reauthenticated })

    expect((await session.inject({ method: 'DELETE', url: '/shop' })).statusCode).toBe(status)
  })

  it('follows the session to its new token at a step-up', async () => {
    const { app, userId } = await shop()
    const session = await loginAs(app, userId)
    const before = session.cookie
    const payload = { password: ada.password }

    await session.inject({ method: 'POST', url: '/auth/session/reauthenticate', payload })

    expect(session.cookie).not.toBe(before)
    expect((await session.inject({ method: 'DELETE', url: '/shop' })).statusCode).toBe(200)
  })

  it('is nobody after the logout', async () => {
    const { app, userId } = await shop()
    const session = await loginAs(app, userId)

    const answer = await session.inject({ method: 'POST', url: '/auth/logout', payload: {} })

    expect([answer.statusCode, setCookies(answer).length, session.cookie]).toEqual([204, 1, ''])
    expect((await session.inject('/orders')).statusCode).toBe(401)
  })

  it('expires by the clock that the app was given', async () => {
    const { app, userId, pass } = await shop()
    const [session, remembered] = [await loginAs(app, userId), await loginAs(app, userId, { remember: true })]

    pass(31 * 60)

    expect((await session.inject('/orders')).json()).toMatchObject({ status: 401, reason: 'idle_timeout' })
    expect((await remembered.inject('/orders')).statusCode).toBe(200)
  })

  it('tells the methods that the test chose', async () => {
    const { app, userId } = await shop()

    const session = await loginAs(app, userId, { methods: ['passkey'] })

    expect((await session.inject('/auth/status')).json()).toMatchObject({ session: { methods: ['passkey'] } })
  })

  it('says so when there is no such user, and leaves no session behind', async () => {
    const { app, rows } = await shop()

    await expect(loginAs(app, 'usr_nobody')).rejects.toThrow('loginAs: there is no user usr_nobody. Create the user')

    expect(rows('coatcheck_sessions')).toBe(0)
  })

  it('says so when there is no room', async () => {
    const { app, userId } = await shop({ sessionLimit: { most: 1, whenFull: 'refuse' } })
    await loginAs(app, userId)

    await expect(loginAs(app, userId)).rejects.toThrow(/sessionLimit leaves no room/)
  })

  it('says so when the plugin is not there', async () => {
    const app = Fastify()

    await expect(loginAs(app, 'usr_17')).rejects.toThrow('loginAs: register the plugin coatcheck in the app first.')

    await app.close()
  })
})
