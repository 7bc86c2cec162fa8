import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { coatcheck, type CoatcheckOptions } from '../index.ts'
import { Browser } from '../testing/browser.ts'
import { LivePage, listen } from '../testing/live-page.ts'
import { bareApp, noon } from '../testing/test-app.ts'

const minute = 60

/** Ada with a page that listens, and a clock that wakes the timers. `onEvents` runs between the guard and the route. */
async function livePage(options: Partial<CoatcheckOptions> = {}, onEvents = async () => {}) {
  const { pass, ...test } = await bareApp()
  test.app.addHook('preHandler', async ({ url }) => {
    if (url === '/auth/events') await onEvents()
  })
  await test.app.register(coatcheck, { ...test.options, ...options })
  await listen(test.app)
  const browser = new Browser(test.app)
  const { session, userId } = (await browser.register()).json()
  const page = await LivePage.open(test.app, browser)
  return {
    ...test,
    browser,
    page,
    session,
    userId,
    pass: async (seconds: number) => {
      pass(seconds)
      await vi.advanceTimersByTimeAsync(seconds * 1000)
    },
  }
}

beforeEach(() => {
  // Of the app alone: sockets have timers of their own.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
})

describe('a live session', () => {
  it('is told that it is about to expire, then that it has', async () => {
    const { page, pass } = await livePage()

    await pass(28 * minute)
    expect(await page.next()).toEqual({ name: 'session_expiring', data: { expiresInSeconds: 120 } })
    await pass(2 * minute)

    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'idle_timeout' } })
    expect(await page.next()).toBeNull()
  })

  it('ends at its absolute end, however often it is extended', async () => {
    const { browser, page, pass } = await livePage({ sessions: { absoluteSeconds: 40 * minute } })
    await pass(20 * minute)
    await browser.post('/auth/session/extend')
    expect(await page.next()).toMatchObject({ name: 'session_extended' })

    await pass(18 * minute)
    await pass(2 * minute)

    expect(await page.next()).toMatchObject({ name: 'session_expiring' })
    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'absolute_timeout' } })
  })

  it('is warned at once when it is about to expire already', async () => {
    const { page } = await livePage({ sessions: { idleSeconds: minute } })

    expect(await page.next()).toEqual({ name: 'session_expiring', data: { expiresInSeconds: 60 } })
  })

  it('goes on when another tab has extended it in time, and is warned again', async () => {
    const { browser, page, pass } = await livePage()
    await pass(28 * minute)
    await browser.post('/auth/session/extend')
    await pass(2 * minute)
    await pass(26 * minute)

    expect(await page.next()).toMatchObject({ name: 'session_expiring' })
    expect(await page.next()).toMatchObject({ name: 'session_extended' })
    expect(await page.next()).toMatchObject({ name: 'session_expiring' })
  })

  it('finds out when its time comes that it was extended, though nobody told it', async () => {
    const { store, session, page, pass } = await livePage()
    const lastSeenAt = noon + 20 * minute * 1000
    await store.sessions.update(session.id, { lastSeenAt, idleExpiresAt: lastSeenAt + 30 * minute * 1000 }, noon)

    await pass(28 * minute)

    expect(await page.next()).toMatchObject({
      name: 'session_extended',
      data: { session: { idleExpiresAt: '2026-01-01T12:50:00.000Z', expiresInSeconds: 22 * minute } },
    })
  })

  it('L3 ends within half a minute when another process ended it and told nobody', async () => {
    const { store, session, userId, page, pass } = await livePage()
    const ending = { reason: 'revoked', at: noon, forgetAt: noon + minute * 1000 }
    await store.sessions.end({ userId, id: session.id }, ending)

    await pass(minute / 2)

    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'revoked' } })
  })

  it('L1 L3 ends at once when it was ended between guard and stream', async () => {
    const gap = { end: async () => {} }
    const { app, browser, userId } = await livePage({}, () => gap.end())
    gap.end = async () => {
      await app.coatcheck.endSessions(userId, 'revoked_by_admin')
    }

    const page = await LivePage.open(app, browser)

    expect(page.status).toBe(200)
    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'revoked_by_admin' } })
    expect(await page.next()).toBeNull()
  })

  it('L2 L6 keeps its stream while the store cannot say whether it has expired', async () => {
    const { store, page, pass, logged } = await livePage()
    const { find } = store.sessions
    await pass(28 * minute)
    expect(await page.next()).toMatchObject({ name: 'session_expiring' })

    store.sessions.find = () => Promise.reject(new Error('disk on fire'))
    await pass(2 * minute)
    await pass(minute)
    expect(logged.filter((line) => line.includes('Live events wait'))).toHaveLength(1)
    store.sessions.find = find
    await pass(2)

    expect(await page.next()).toEqual({ name: 'session_ended', data: { reason: 'idle_timeout' } })
  })

  it("L2 L7 keeps its stream while the host's users cannot say, and disturbs nobody who brings news", async () => {
    const { app, browser, store, userId, page, pass } = await livePage()
    await browser.stepUp()
    const { findById } = store.users
    store.users.findById = () => {
      throw new Error('no such table')
    }

    app.coatcheck.userChanged(userId)
    await pass(1)
    store.users.findById = findById
    await browser.send('PATCH', '/auth/me', { name: 'Ada King' })

    expect(await page.next()).toMatchObject({ name: 'profile_changed' })
  })

  it('says that it lives as long as it does', async () => {
    const { page, pass } = await livePage()
    await pass(minute)

    const blocks = [await page.nextBlock(), await page.nextBlock(), await page.nextBlock()]

    expect(blocks).toEqual([expect.stringContaining('retry:'), ':', ':'])
  })
})
