import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeChannel, installFakeChannel } from './spec/fake-channel'
import { FakeEventSource, installFakeEventSource } from './spec/fake-event-source'
import { installFakeLocks } from './spec/fake-locks'
import { openTab, type Tab } from './spec/open-tab'
import { only, settle } from './spec/set-up'
import { adaStatus, anonymousBecause, anonymousStatus } from './spec/status-bodies'
import { withLiveEvents } from './with-live-events'
import { withNoTabSync } from './with-no-tab-sync'

/** A tab that was opened a while ago. */
async function liveTab(status: object = adaStatus): Promise<Tab> {
  const tab = await openTab(status, withLiveEvents())
  await settle()
  vi.setSystemTime(Date.now() + 6_000)
  return tab
}

async function answer(tab: Tab, status: object): Promise<void> {
  only(tab.questions()).flush(status)
  await settle()
}

async function accept(stream: FakeEventSource): Promise<void> {
  stream.server.accepts()
  await settle()
}

async function logOut(tab: Tab): Promise<void> {
  const logout = tab.auth.logout()
  only(tab.requests('/auth/logout')).flush(null, { status: 204, statusText: 'No Content' })
  await logout
  await settle()
}

async function logIn(tab: Tab, status: object): Promise<void> {
  const login = tab.auth.login({ email: 'ada@example.org', password: 'correct horse battery' })
  only(tab.requests('/auth/login')).flush(status)
  await login
  await settle()
}

describe('followLiveEvents', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    installFakeChannel()
    installFakeEventSource()
    installFakeLocks()
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('listens in one tab of three', async () => {
    await liveTab()
    await liveTab()
    await liveTab()
    expect(FakeEventSource.single).toMatchObject({ url: '/auth/events', options: { withCredentials: true } })
  })

  it('hands over at once when the tab that listens is closed, and asks in its place', async () => {
    const first = await liveTab()
    const second = await liveTab()
    first.app.destroy()
    await settle()
    expect(FakeEventSource.all).toHaveLength(2)
    await accept(FakeEventSource.single)
    expect(second.questions()).toHaveLength(1)
  })

  it('does not hand over to a tab that was closed while it waited', async () => {
    const first = await liveTab()
    const second = await liveTab()
    const third = await liveTab()
    second.app.destroy()
    first.app.destroy()
    await settle()
    await accept(FakeEventSource.single)
    expect(third.questions()).toHaveLength(1)
  })

  it('asks nothing when the page was served a moment ago, but does when the stream comes back', async () => {
    const tab = await openTab(adaStatus, withLiveEvents())
    await settle()
    await accept(FakeEventSource.single)
    expect(tab.questions()).toEqual([])

    FakeEventSource.single.server.breaks()
    await vi.advanceTimersByTimeAsync(60_000)
    await accept(FakeEventSource.single)
    expect(tab.questions()).toHaveLength(1)
  })

  it('asks whenever the stream is open, since nothing is told twice', async () => {
    const tab = await liveTab()
    expect(tab.questions()).toHaveLength(0)
    await accept(FakeEventSource.single)
    await answer(tab, adaStatus)
    expect(tab.events).toEqual([])
  })

  it('ASVS 7.4.1 empties all tabs when the session has ended elsewhere', async () => {
    const first = await liveTab()
    const second = await liveTab()
    FakeEventSource.single.tell('session_ended')
    await settle()
    await answer(first, anonymousBecause('revoked'))
    await answer(second, anonymousBecause('revoked'))
    expect(first.events).toEqual([{ type: 'loggedOut', reason: 'revoked', source: 'server' }])
    expect(second.events).toEqual([{ type: 'loggedOut', reason: 'revoked', source: 'tab' }])
    await vi.advanceTimersByTimeAsync(60_000)
    expect([FakeEventSource.open, first.questions(), second.questions()]).toEqual([[], [], []])
  })

  it.each(['session_ended', 'profile_changed', 'session_expiring'])('believes nothing of %s but asks', async (name) => {
    const tab = await liveTab()
    FakeEventSource.single.tell(name)
    await settle()
    await answer(tab, adaStatus)
    expect([tab.auth.isLoggedIn(), tab.events]).toEqual([true, []])
  })

  it('asks about an extended session only while it warns', async () => {
    const tab = await liveTab()
    FakeEventSource.single.tell('session_extended')
    await settle()
    expect(tab.questions()).toHaveLength(0)
    tab.app.destroy()

    const warning = await liveTab({ ...adaStatus, session: { ...adaStatus.session, expiresInSeconds: 60 } })
    FakeEventSource.single.tell('session_extended')
    await settle()
    await answer(warning, adaStatus)
    expect(warning.auth.isExpiring()).toBe(false)
  })

  it('listens only while somebody is logged in', async () => {
    const tab = await liveTab(anonymousStatus)
    expect(FakeEventSource.all).toEqual([])
    await logIn(tab, adaStatus)
    const { single: stream } = FakeEventSource
    await logOut(tab)
    expect(stream.isClosed).toBe(true)
    expect(FakeEventSource.open).toEqual([])
  })

  it('listens anew when another session begins', async () => {
    const tab = await liveTab()
    const { single: before } = FakeEventSource
    await logIn(tab, { ...adaStatus, session: { ...adaStatus.session, id: 'ses_2' } })
    expect(before.isClosed).toBe(true)
    expect(FakeEventSource.single).not.toBe(before)
  })

  it('comes back after a break, neither at once nor to the second', async () => {
    const tab = await liveTab()
    await accept(FakeEventSource.single)
    await answer(tab, adaStatus)
    FakeEventSource.single.server.breaks()
    await vi.advanceTimersByTimeAsync(2_900)
    expect(FakeEventSource.open).toEqual([])
    await vi.advanceTimersByTimeAsync(2_200)
    await accept(FakeEventSource.single)
    expect(tab.questions()).toHaveLength(1)
  })

  it('waits longer and longer while streams break at once, and not after a steady one', async () => {
    const tab = await liveTab()
    const breakAfter = async (seconds: number) => {
      await accept(FakeEventSource.single)
      await answer(tab, adaStatus)
      await vi.advanceTimersByTimeAsync(seconds * 1_000)
      FakeEventSource.single.server.breaks()
    }
    await breakAfter(0)
    await vi.advanceTimersByTimeAsync(5_000)
    await breakAfter(0)
    await vi.advanceTimersByTimeAsync(5_900)
    expect(FakeEventSource.open).toEqual([])
    await vi.advanceTimersByTimeAsync(4_200)
    await breakAfter(61)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(FakeEventSource.open).toHaveLength(1)
  })

  it('asks why it was refused, and does not come back when that is a logout', async () => {
    const tab = await liveTab()
    FakeEventSource.single.server.breaks()
    await vi.advanceTimersByTimeAsync(5_000)
    await answer(tab, anonymousBecause('idle_timeout'))
    await vi.advanceTimersByTimeAsync(600_000)
    expect([FakeEventSource.all.length, tab.questions()]).toEqual([1, []])
  })

  it('L2 waits through an outage with the questions that are asked anyway, and listens when it is over', async () => {
    const tab = await liveTab()
    FakeEventSource.single.server.breaks()
    await vi.advanceTimersByTimeAsync(5_000)
    for (let attempt = 0; attempt < 3; attempt++) {
      only(tab.questions()).flush(null, { status: 503, statusText: 'Service Unavailable' })
      await vi.advanceTimersByTimeAsync(5_000)
    }
    expect([FakeEventSource.all.length, tab.auth.isLoggedIn()]).toEqual([1, true])
    await answer(tab, adaStatus)
    expect(FakeEventSource.open).toHaveLength(1)
  })

  it('lets another tab listen while the browser keeps this one for "Back", and asks for its turn again', async () => {
    await liveTab()
    const { single: stream } = FakeEventSource
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    await settle()
    expect([stream.isClosed, FakeEventSource.open]).toEqual([true, []])
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    await settle()
    expect(FakeEventSource.open).toHaveLength(1)
  })

  it('gives up its turn though an answer is still missing', async () => {
    await liveTab()
    FakeEventSource.single.server.breaks()
    await vi.advanceTimersByTimeAsync(5_000)
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    await settle()
    await liveTab()
    expect(FakeEventSource.open).toHaveLength(1)
  })

  it.each([
    ['there are no locks', () => vi.stubGlobal('navigator', {})],
    [
      'locks are forbidden',
      () =>
        vi.stubGlobal('navigator', {
          locks: { request: () => Promise.reject(new DOMException('No', 'SecurityError')) },
        }),
    ],
    ['tabs cannot talk', () => vi.stubGlobal('BroadcastChannel', undefined)],
  ])('listens in every tab where %s', async (_, breakBrowser) => {
    breakBrowser()
    await liveTab()
    await liveTab()
    expect(FakeEventSource.open).toHaveLength(2)
  })

  it('listens in every tab that tells the others nothing', async () => {
    await openTab(adaStatus, withLiveEvents(), withNoTabSync())
    await openTab(adaStatus, withLiveEvents(), withNoTabSync())
    await settle()
    expect(FakeEventSource.open).toHaveLength(2)
    expect(FakeChannel.open).toEqual([])
  })

  it('does without where there are no streams', async () => {
    vi.stubGlobal('EventSource', undefined)
    const tab = await liveTab()
    await logOut(tab)
    expect(tab.auth.isLoggedOut()).toBe(true)
  })

  it('leaves no timer and no stream behind', async () => {
    const tab = await liveTab()
    // Angular itself looks at the images of a page, in development.
    await vi.advanceTimersByTimeAsync(200)
    FakeEventSource.single.server.breaks()
    await settle()
    tab.app.destroy()
    await settle()
    expect([vi.getTimerCount(), FakeEventSource.open]).toEqual([0, []])
  })

  it('is off unless it is switched on', async () => {
    await openTab(adaStatus)
    await settle()
    expect(FakeEventSource.all).toEqual([])
  })
})
