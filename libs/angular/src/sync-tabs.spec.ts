import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeChannel, installFakeChannel } from './spec/fake-channel'
import { openTab, openTabs, type Tab } from './spec/open-tab'
import { goOffline, only, refuse, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousStatus, graceStatus, loggedInAs } from './spec/status-bodies'
import { withNoTabSync } from './with-no-tab-sync'

/** Another script of the same origin. */
const stranger = (data: unknown) => {
  const [channel] = FakeChannel.open
  new FakeChannel(channel?.name ?? '').postMessage(data)
  return settle()
}

/** Some private modes. */
function forbidden(): never {
  throw new DOMException('Not here', 'SecurityError')
}

const isHidden = () => document.adoptedStyleSheets.length > 0

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

async function learn(tab: Tab, status: object): Promise<void> {
  const refreshed = tab.auth.refresh()
  only(tab.questions()).flush(status)
  await refreshed
  await settle()
}

/** Answers the one question that each of the tabs is asking. */
async function answerAll(tabs: Tab[], status: object): Promise<void> {
  for (const tab of tabs) only(tab.questions()).flush(status)
  await settle()
}

const countQuestions = (tabs: Tab[]) => tabs.reduce((sum, tab) => sum + tab.questions().length, 0)

describe('syncTabs', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    installFakeChannel()
  })
  afterEach(() => {
    document.adoptedStyleSheets = []
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('ASVS 7.4.1 empties ten tabs after a logout in one, with one message and one question each', async () => {
    const tabs = await openTabs(10, adaStatus)
    const [first, ...others] = tabs as [Tab, ...Tab[]]
    FakeChannel.said = []
    await logOut(first)
    await answerAll(others, anonymousStatus)
    expect(tabs.map(({ auth }) => auth.profile())).toEqual(tabs.map(() => null))
    expect(others[8]?.events).toEqual([{ type: 'loggedOut', reason: null, source: 'tab' }])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(FakeChannel.said).toHaveLength(1)
    expect(countQuestions(tabs)).toBe(0)
    expect(isHidden()).toBe(false)
  })

  it('tells of a login', async () => {
    const [first, second] = (await openTabs(2, anonymousStatus)) as [Tab, Tab]
    await logIn(first, adaStatus)
    await answerAll([second], adaStatus)
    expect(second.events).toEqual([{ type: 'loggedIn', userId: 'usr_ada', source: 'tab' }])
  })

  it('tells of a login that came before the first answer', async () => {
    const second = await openTab(anonymousStatus)
    const first = await openTab()
    await logIn(first, adaStatus)
    expect(second.questions()).toHaveLength(1)
  })

  it('tells of a document that came with somebody in it, which only tabs ask about that know somebody else', async () => {
    const anonymous = await openTab(anonymousStatus)
    const ada = await openTab(adaStatus)
    await answerAll([anonymous], adaStatus)
    await openTab(adaStatus)
    expect(countQuestions([anonymous, ada])).toBe(0)
  })

  it('tells of another session of the same person', async () => {
    const [first, second] = (await openTabs(2, adaStatus)) as [Tab, Tab]
    await logIn(first, { ...adaStatus, session: { ...adaStatus.session, id: 'ses_2' } })
    expect(second.questions()).toHaveLength(1)
  })

  it('replaces the page of the person before when somebody else logs in, and never shows it again', async () => {
    const [first, second] = (await openTabs(2, adaStatus)) as [Tab, Tab]
    await logIn(first, graceStatus)
    await answerAll([second], graceStatus)
    expect(second.events).toEqual([{ type: 'userSwitched', from: 'usr_ada', to: 'usr_grace', source: 'tab' }])
    expect(second.loadAnew).toHaveBeenCalledOnce()
    expect(isHidden()).toBe(true)
    expect(first.loadAnew).not.toHaveBeenCalled()
  })

  it('tells of a changed profile', async () => {
    const [first, second] = (await openTabs(2, adaStatus)) as [Tab, Tab]
    const renamed = loggedInAs('usr_ada', 'Ada King', '2')
    const update = first.auth.updateProfile({ name: 'Ada King' })
    only(first.requests('/auth/me')).flush(renamed.profile)
    await update
    await settle()
    await answerAll([second], renamed)
    expect(second.events).toEqual([{ type: 'profileChanged', userId: 'usr_ada', source: 'tab' }])
  })

  it('tells what one tab has learned from the server', async () => {
    const [first, second] = (await openTabs(2, adaStatus)) as [Tab, Tab]
    await learn(first, { ...anonymousStatus, reason: 'revoked' })
    await answerAll([second], { ...anonymousStatus, reason: 'revoked' })
    expect(second.auth.endReason()).toBe('revoked')
  })

  it('says nothing of a first answer', async () => {
    const tab = await openTab()
    await answerAll([tab], adaStatus)
    expect(FakeChannel.said).toEqual([])
  })

  it('asks nothing more when ten tabs have learned the same by themselves', async () => {
    const tabs = await openTabs(10, adaStatus)
    const revoked = { ...anonymousStatus, reason: 'revoked' }
    for (const tab of tabs) void tab.auth.refresh()
    await answerAll(tabs, revoked)
    expect(countQuestions(tabs)).toBe(0)
  })

  it('tells a tab that warns that the session lives longer, and no other', async () => {
    const expiring = loggedInAs('usr_ada', 'Ada Lovelace')
    expiring.session.expiresInSeconds = 60
    const warning = await openTab(expiring)
    const carefree = await openTab(adaStatus)
    const first = await openTab(adaStatus)
    const extended = loggedInAs('usr_ada', 'Ada Lovelace')
    extended.session.idleExpiresAt = '2026-01-01T01:00:00.000Z'
    const extension = first.auth.extend()
    only(first.requests('/auth/session/extend')).flush(extended)
    await extension
    await settle()
    expect(carefree.questions()).toHaveLength(0)
    await answerAll([warning], extended)
    expect(warning.auth.isExpiring()).toBe(false)
  })

  it.each([[null], [undefined], ['usr_ada'], [{ userId: 'usr_ada' }], [7], [[[]]]])(
    'asks once because of %o, which no tab says',
    async (data) => {
      const tab = await openTab(adaStatus)
      await stranger(data)
      await answerAll([tab], adaStatus)
      expect([tab.events, tab.questions(), tab.loadAnew.mock.calls]).toEqual([[], [], []])
    },
  )

  it('asks once because of a lie, and shows the page all the while', async () => {
    const tab = await openTab(adaStatus)
    await stranger(['anonymous'])
    expect(tab.auth.isLoggedIn()).toBe(true)
    await answerAll([tab], adaStatus)
    await vi.advanceTimersByTimeAsync(60_000)
    expect([tab.events, tab.questions(), isHidden(), tab.loadAnew.mock.calls]).toEqual([[], [], false, []])
  })

  it('asks one question because of a hundred lies, and one more for those that came during it', async () => {
    const tab = await openTab(adaStatus)
    for (let count = 0; count < 100; count++) await stranger(['usr_mallory', 'ses_9', ''])
    await answerAll([tab], adaStatus)
    await answerAll([tab], adaStatus)
    expect(tab.questions()).toHaveLength(0)
  })

  it('does not take an answer that left before the hint for one to it', async () => {
    const [first, second] = (await openTabs(2, adaStatus)) as [Tab, Tab]
    void second.auth.refresh()
    const before = only(second.questions())
    await logOut(first)
    before.flush(adaStatus)
    await settle()
    await answerAll([second], anonymousStatus)
    expect(second.auth.isLoggedOut()).toBe(true)
  })

  it('believes at once the answer that is under way when a tab says the same', async () => {
    const [first, second] = (await openTabs(2, adaStatus)) as [Tab, Tab]
    void second.auth.refresh()
    const before = only(second.questions())
    await logOut(first)
    before.flush(anonymousStatus)
    await settle()
    expect(second.events).toEqual([{ type: 'loggedOut', reason: null, source: 'tab' }])
  })

  it('ends a second look when a tab says what made it necessary', async () => {
    const [first, second] = (await openTabs(2, adaStatus)) as [Tab, Tab]
    void second.auth.refresh()
    await answerAll([second], anonymousStatus)
    expect(second.auth.isLoggedIn()).toBe(true)
    await logOut(first)
    await answerAll([second], anonymousStatus)
    expect(second.auth.isLoggedOut()).toBe(true)
  })

  it('hides the page within a second when the server is slow to say who has gone', async () => {
    const [first, second] = (await openTabs(2, adaStatus)) as [Tab, Tab]
    await logOut(first)
    await vi.advanceTimersByTimeAsync(499)
    expect(isHidden()).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(isHidden()).toBe(true)
    await answerAll([second], anonymousStatus)
    expect(second.loadAnew).toHaveBeenCalledOnce()
    expect(isHidden()).toBe(true)
  })

  it('shows the page again when the slow answer is that nobody has gone', async () => {
    const tab = await openTab(adaStatus)
    await stranger(['anonymous'])
    await vi.advanceTimersByTimeAsync(900)
    expect(isHidden()).toBe(true)
    await answerAll([tab], adaStatus)
    expect(isHidden()).toBe(false)
    expect(tab.loadAnew).not.toHaveBeenCalled()
  })

  it('replaces the page of somebody who seems to have gone while the server cannot be asked', async () => {
    const [first, second] = (await openTabs(2, adaStatus)) as [Tab, Tab]
    await logOut(first)
    goOffline(only(second.questions()))
    await settle()
    expect(isHidden()).toBe(true)
    expect(second.loadAnew).toHaveBeenCalledOnce()
  })

  it('L2 shows the page of the same person through an outage', async () => {
    const tab = await openTab(adaStatus)
    await stranger(['usr_ada', 'ses_21', ''])
    refuse(only(tab.questions()), 503, 'unavailable')
    await vi.advanceTimersByTimeAsync(900)
    expect([isHidden(), tab.auth.isLoggedIn(), tab.loadAnew.mock.calls]).toEqual([false, true, []])
  })

  it('hears nothing from the tabs of another API', async () => {
    const [first, second] = (await openTabs(2, adaStatus)) as [Tab, Tab]
    const [channel] = FakeChannel.open
    expect(channel?.name).toBe(`coatcheck ${location.origin}/auth`)
    new FakeChannel('coatcheck https://elsewhere.example/auth').postMessage(['anonymous'])
    await settle()
    expect(countQuestions([first, second])).toBe(0)
  })

  it('is switched off by withNoTabSync', async () => {
    await openTab(adaStatus, withNoTabSync())
    expect(FakeChannel.open).toEqual([])
  })

  it.each([
    ['is missing', undefined],
    ['is forbidden', forbidden],
  ])('does without the channel where it %s', async (_, channel) => {
    vi.stubGlobal('BroadcastChannel', channel)
    const tab = await openTab(adaStatus)
    await logOut(tab)
    expect(tab.auth.isLoggedOut()).toBe(true)
  })

  it('opens no channel on a server', () => {
    setUp({ document: adaStatus, platform: 'server' })
    expect(FakeChannel.open).toEqual([])
  })

  it('closes its channel with the app', async () => {
    const tab = await openTab(adaStatus)
    tab.app.destroy()
    expect(FakeChannel.open).toEqual([])
    await stranger(graceStatus)
  })
})
