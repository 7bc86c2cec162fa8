import Fastify, { type FastifyInstance } from 'fastify'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { coatcheck, type CoatcheckOptions } from '../index.ts'
import { Browser } from '../testing/browser.ts'
import { customers } from '../testing/customers.ts'
import { LivePage, listen } from '../testing/live-page.ts'
import { bareApp } from '../testing/test-app.ts'

const bob = { name: 'Bob', email: 'bob@example.org', password: 'my-hat-is-on-the-rack' }

/** Ada, logged in to an app that listens. */
async function listening<U = never>(options: Partial<CoatcheckOptions<U>> = {}) {
  const test = await bareApp()
  await test.app.register(coatcheck<U>, { ...test.options, ...options } as CoatcheckOptions<U>)
  await listen(test.app)
  const browser = new Browser(test.app)
  const { userId } = (await browser.register()).json()
  return { ...test, browser, userId }
}

/** Opens a page; `gone` resolves when the server has seen it leave. */
async function openPage(app: FastifyInstance, browser: Browser) {
  const connected = once(app.server, 'connection') as Promise<[Socket]>
  const page = await LivePage.open(app, browser)
  const [socket] = await connected
  const gone = once(socket, 'close').then(() => nextTurn())
  return { page, gone }
}

describe('live streams', () => {
  it('are 32 a user at the most', async () => {
    const { app, browser } = await listening()
    const first = await openPage(app, browser)
    for (let count = 1; count < 32; count += 1) expect((await LivePage.open(app, browser)).status).toBe(200)

    const refused = await LivePage.open(app, browser)

    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '30'])
    expect(await refused.json()).toMatchObject({ code: 'too_many_requests', retryAfterSeconds: 30 })
    first.page.leave()
    await first.gone
    expect((await LivePage.open(app, browser)).status).toBe(200)
  })

  it('of one user leave room for others', async () => {
    const { app, browser } = await listening({ events: { mostPerUser: 1 } })
    const other = new Browser(app)
    await other.register(bob)

    const statuses = [browser, browser, other].map(async (one) => (await LivePage.open(app, one)).status)

    expect((await Promise.all(statuses)).toSorted()).toEqual([200, 200, 429])
  })

  it('need a limit with which somebody could listen', async () => {
    const { app, options } = await bareApp()

    await expect(app.register(coatcheck, { ...options, events: { mostPerUser: 0 } })).rejects.toThrow(
      'events.mostPerUser must be a whole number from 1, not 0',
    )
  })

  it('leave nothing behind when the client goes away', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const { app, browser, store, userId } = await listening()
    const timers = vi.getTimerCount()
    const { page, gone } = await openPage(app, browser)
    expect(await page.nextBlock()).toMatch(/^retry/)
    expect(vi.getTimerCount()).toBe(timers + 2)

    page.leave()
    await gone
    const asked = vi.spyOn(store.sessions, 'find')
    app.coatcheck.userChanged(userId)

    expect(asked).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(timers)
  })

  it('leave nothing behind when a hook of the host fails before they are sent', async () => {
    const { app, options, store } = await bareApp()
    app.addHook('onSend', async ({ url }) => {
      if (url === '/auth/events') throw new Error('no')
    })
    await app.register(coatcheck, { ...options, events: { mostPerUser: 1 } })
    await listen(app)
    const browser = new Browser(app)
    const { userId } = (await browser.register()).json()

    const statuses = [await LivePage.open(app, browser), await LivePage.open(app, browser)].map(({ status }) => status)
    const asked = vi.spyOn(store.sessions, 'find')
    app.coatcheck.userChanged(userId)

    expect(statuses).toEqual([500, 500])
    expect(asked).not.toHaveBeenCalled()
  })

  it('L5 L7 are cut off when the client does not read them', async () => {
    const users = customers()
    const state = { sent: 0, isCutOff: false }
    const { toProfile } = users
    // Each event is half of what may wait, so that no single one is too much for a client that reads.
    users.toProfile = (user) => ({ ...toProfile(user), version: `${state.sent} ${'x'.repeat(32_000)}` })
    const { app, browser, userId } = await listening({ users })
    const reading = await openPage(app, browser)
    const slow = await openPage(app, browser)
    void slow.gone.then(() => (state.isCutOff = true))

    while (!state.isCutOff) {
      state.sent += 1
      app.coatcheck.userChanged(userId)
      const event = await reading.page.next()
      expect(event?.name === 'profile_changed' && parseInt(event.data.profileVersion)).toBe(state.sent)
      await nextTurn()
    }
    expect(state.sent).toBeGreaterThan(2)
  })

  it('outlive the time that the host gives its handlers', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const { options } = await bareApp()
    const app = Fastify({ handlerTimeout: 1000 })
    onTestFinished(() => app.close())
    await app.register(coatcheck, options)
    await listen(app)
    const browser = new Browser(app)
    await browser.register()
    const page = await LivePage.open(app, browser)

    await vi.advanceTimersByTimeAsync(15_000)

    expect([await page.nextBlock(), await page.nextBlock()]).toEqual([expect.stringMatching(/^retry/), ':'])
  })

  it('end when the app shuts down, which they do not hold up', async () => {
    const { app, browser } = await listening()
    const page = await LivePage.open(app, browser)

    await app.close()

    expect(await page.next()).toBeNull()
  })

  it('are refused to whoever was let in just before the app shut down', async () => {
    const { app, options } = await bareApp()
    const [atRoute, route] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
    app.addHook('preHandler', async ({ url }) => {
      if (url !== '/auth/events') return
      atRoute.resolve(undefined)
      await route.promise
    })
    await app.register(coatcheck, options)
    await listen(app)
    const browser = new Browser(app)
    await browser.register()
    const opening = LivePage.open(app, browser)
    await atRoute.promise
    const closing = app.close()
    await nextTurn()
    route.resolve(undefined)

    const page = await opening
    expect(page.status).toBe(503)
    page.leave()
    await closing
  })
})
