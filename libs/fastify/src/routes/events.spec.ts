import { describe, expect, it } from 'vitest'
import type { CoatcheckOptions } from '../index.ts'
import { Browser, curl } from '../testing/browser.ts'
import { LivePage, listen } from '../testing/live-page.ts'
import { ada, testApp } from '../testing/test-app.ts'

const bob = { name: 'Bob', email: 'bob@example.org', password: 'my-hat-is-on-the-rack' }

/** Ada in a browser, with a page that listens. */
async function livePage(options: Partial<CoatcheckOptions> = {}) {
  const test = await testApp(options, (app) => {
    app.get('/orders', { config: { auth: 'user' } }, () => 'orders')
  })
  await listen(test.app)
  const browser = new Browser(test.app)
  const { userId, session } = (await browser.register()).json()
  return { ...test, browser, userId, session, page: await LivePage.open(test.app, browser) }
}

/** Ada in another browser. */
async function onPhone({ app }: Pick<Awaited<ReturnType<typeof livePage>>, 'app'>): Promise<Browser> {
  const phone = new Browser(app)
  await phone.logIn()
  return phone
}

describe('GET /auth/events', () => {
  it('FC-20 opens at once a stream that nobody may keep', async () => {
    const { page } = await livePage()

    expect(page.status).toBe(200)
    expect(page.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store',
      vary: 'Cookie, Origin, Sec-Fetch-Site',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
    expect(page.headers).not.toHaveProperty('set-cookie')
    expect(await page.nextBlock()).toMatch(/^retry: \d{4}$/)
  })

  it('tells that the session ended elsewhere, and why', async () => {
    const { app, page, session } = await livePage()
    const phone = await onPhone({ app })

    await phone.send('DELETE', `/auth/sessions/${session.id}`)

    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'revoked' } })
    expect(await page.next()).toBeNull()
  })

  it('ASVS 7.4.1 tells the other tabs of a logout', async () => {
    const { browser, page } = await livePage()

    await browser.post('/auth/logout')

    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'logged_out' } })
    expect(await page.next()).toBeNull()
  })

  it('FC-5 ASVS 7.4.3 tells the other sessions of a changed password', async () => {
    const { app, page } = await livePage()
    const phone = await onPhone({ app })
    await phone.stepUp()

    await phone.post('/auth/password/change', { currentPassword: ada.password, newPassword: 'a-hanger-of-cedar' })

    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'password_changed' } })
  })

  it('FC-5 ASVS 7.4.2 tells of a deleted account', async () => {
    const { app, page } = await livePage()
    const phone = await onPhone({ app })
    await phone.stepUp()

    await phone.send('DELETE', '/auth/me')

    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'account_deleted' } })
  })

  it('ASVS 7.4.5 tells of an account that the host has disabled', async () => {
    const { app, page, userId } = await livePage()

    await app.coatcheck.endSessions(userId, 'account_disabled')

    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'account_disabled' } })
  })

  it('tells of a user who is gone, even while the session is still kept', async () => {
    const { app, page, store, userId } = await livePage()
    store.users.findById = async () => null

    app.coatcheck.userChanged(userId)

    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'account_deleted' } })
  })

  it('goes on after step-up, and tells of a changed profile', async () => {
    const { browser, page } = await livePage()
    await browser.stepUp()

    const { version } = (await browser.send('PATCH', '/auth/me', { name: 'Ada King' })).json()
    expect(await page.next()).toEqual({ name: 'profile_changed', data: { profileVersion: version } })
    await browser.post('/auth/logout')
    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'logged_out' } })
  })

  it('tells that the session was extended', async () => {
    const { browser, page, pass } = await livePage()
    pass(60)

    const { session } = (await browser.post('/auth/session/extend')).json()

    expect(session.idleExpiresAt).toBe('2026-01-01T12:31:00.000Z')
    expect(await page.next()).toEqual({ name: 'session_extended', data: { session } })
  })

  it('tells that ordinary activity has extended the session', async () => {
    const { browser, page, pass } = await livePage()
    pass(60)

    await browser.get('/orders')

    expect(await page.next()).toMatchObject({
      name: 'session_extended',
      data: { session: { idleExpiresAt: '2026-01-01T12:31:00.000Z' } },
    })
  })

  it('L1 shows nothing of other users', async () => {
    const { app, browser, page } = await livePage()
    const other = new Browser(app)
    await other.register(bob)

    await other.post('/auth/session/reauthenticate', { password: bob.password })
    await other.send('PATCH', '/auth/me', { name: 'Robert' })
    await other.post('/auth/logout')
    await browser.post('/auth/logout')

    expect(await page.next()).toMatchObject({ name: 'session_ended', data: { reason: 'logged_out' } })
  })

  it('is not activity: a page that only listens does not keep the session alive', async () => {
    const { app, browser, pass } = await livePage()
    pass(20 * 60)
    await LivePage.open(app, browser)
    pass(10 * 60)

    expect((await browser.get('/auth/me')).json()).toMatchObject({ code: 'unauthenticated', reason: 'idle_timeout' })
  })

  it('refuses whoever is not logged in, without a row or a cookie', async () => {
    const { app, rows } = await livePage()
    const before = rows('coatcheck_sessions')

    const page = await LivePage.open(app, { cookieHeader: `__Host-sid=${'A'.repeat(43)}` })

    expect([page.status, page.headers['set-cookie']]).toEqual([401, undefined])
    expect(await page.json()).toMatchObject({ code: 'unauthenticated', reason: null })
    expect(rows('coatcheck_sessions')).toBe(before)
  })

  it('answers 405 to every method but GET', async () => {
    const { app, browser } = await livePage()

    const head = await browser.send('HEAD', '/auth/events')

    expect([head.statusCode, head.headers['allow'], head.body]).toEqual([405, 'GET', ''])
    expect((await curl(app)('POST', '/auth/events', {})).json()).toMatchObject({ code: 'method_not_allowed' })
  })
})
