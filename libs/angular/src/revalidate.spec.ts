import { TestBed } from '@angular/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openTab } from './spec/open-tab'
import { goOffline, only, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousBecause, anonymousStatus, graceStatus } from './spec/status-bodies'
import { withNoRevalidation } from './with-no-revalidation'

const lookAt = (visibility: DocumentVisibilityState) => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility)
  document.dispatchEvent(new Event('visibilitychange'))
}

const comeOnline = () => window.dispatchEvent(new Event('online'))

/** The browser keeps the page for "Back", or throws it away. */
const leave = (persisted: boolean) => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted }))

const comeBack = (persisted: boolean) => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))

const isHidden = () => document.adoptedStyleSheets.length > 0

describe('revalidate', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    document.adoptedStyleSheets = []
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  it('asks when the page is looked at again', async () => {
    const { questions, auth } = setUp({ document: adaStatus })
    await vi.advanceTimersByTimeAsync(11_000)
    lookAt('hidden')
    expect(questions()).toHaveLength(0)
    lookAt('visible')
    only(questions()).flush(anonymousBecause('revoked'))
    await settle()
    expect(auth.isLoggedOut()).toBe(true)
  })

  it('does not ask while the last answer is fresh', async () => {
    const { questions } = setUp({ document: adaStatus })
    await vi.advanceTimersByTimeAsync(9_000)
    lookAt('visible')
    expect(questions()).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(2_000)
    lookAt('visible')
    only(questions()).flush(adaStatus)
    await settle()
    lookAt('visible')
    expect(questions()).toHaveLength(0)
  })

  it('does not take an old answer for a fresh one because the clock was put back', () => {
    const { questions } = setUp({ document: adaStatus })
    vi.setSystemTime(Date.now() - 3_600_000)
    lookAt('visible')
    expect(questions()).toHaveLength(1)
  })

  it('asks at once when the browser is online again', async () => {
    const { auth, questions } = setUp({ document: adaStatus })
    const refreshed = auth.refresh()
    goOffline(only(questions()))
    await expect(refreshed).rejects.toMatchObject({ kind: 'offline' })
    comeOnline()
    only(questions()).flush(adaStatus)
    await settle()
    expect(auth.isStale()).toBe(false)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(questions()).toHaveLength(0)
  })

  it('asks during an outage when the page is looked at again, however short the last attempt is ago', async () => {
    const { auth, questions } = setUp({ document: adaStatus })
    const refreshed = auth.refresh()
    goOffline(only(questions()))
    await expect(refreshed).rejects.toMatchObject({ kind: 'offline' })
    lookAt('visible')
    expect(questions()).toHaveLength(1)
  })

  it('survives an answer that does not come', async () => {
    const { auth, questions } = setUp({ document: adaStatus })
    comeOnline()
    goOffline(only(questions()))
    await settle()
    expect([auth.isLoggedIn(), auth.isStale()]).toEqual([true, true])
  })

  it('FC-48 hides a page that the browser keeps for "Back", and shows it again to the same person', async () => {
    const { questions } = setUp({ document: adaStatus })
    leave(true)
    expect(isHidden()).toBe(true)
    comeBack(true)
    expect(isHidden()).toBe(true)
    only(questions()).flush(adaStatus)
    await settle()
    expect(isHidden()).toBe(false)
  })

  it.each([
    ['nobody is logged in any more', anonymousBecause('logged_out')],
    ['somebody else is logged in', graceStatus],
  ])('FC-48 replaces a kept page when %s, and never shows it', async (_, status) => {
    const tab = await openTab(adaStatus)
    leave(true)
    comeBack(true)
    only(tab.questions()).flush(status)
    await settle()
    expect(tab.loadAnew).toHaveBeenCalled()
    expect(isHidden()).toBe(true)
  })

  it('FC-48 replaces a kept page when nobody can say whose it is', async () => {
    const tab = await openTab(adaStatus)
    leave(true)
    comeBack(true)
    goOffline(only(tab.questions()))
    await settle()
    expect(tab.loadAnew).toHaveBeenCalledOnce()
    expect(isHidden()).toBe(true)
  })

  it('asks anew for a kept page, and is not content with an answer from before', async () => {
    const { auth, questions } = setUp({ document: adaStatus })
    void auth.refresh()
    const before = only(questions())
    leave(true)
    comeBack(true)
    before.flush(adaStatus)
    await settle()
    expect(isHidden()).toBe(true)
    only(questions()).flush(adaStatus)
    await settle()
    expect(isHidden()).toBe(false)
  })

  it('asks once for a kept page, though it is looked at again, too', async () => {
    const { questions } = setUp({ document: adaStatus })
    leave(true)
    await vi.advanceTimersByTimeAsync(60_000)
    lookAt('visible')
    comeBack(true)
    only(questions()).flush(adaStatus)
    await settle()
    expect([isHidden(), questions()]).toEqual([false, []])
    await vi.advanceTimersByTimeAsync(11_000)
    lookAt('visible')
    expect(questions()).toHaveLength(1)
  })

  it('leaves a public page as it is', async () => {
    const { questions } = setUp({ document: anonymousStatus })
    leave(true)
    expect(isHidden()).toBe(false)
    comeBack(true)
    only(questions()).flush(anonymousStatus)
    await settle()
    expect(isHidden()).toBe(false)
  })

  it('does nothing for a page that is not kept', () => {
    const { questions } = setUp({ document: adaStatus })
    leave(false)
    comeBack(false)
    expect([isHidden(), questions()]).toEqual([false, []])
  })

  it('is switched off by withNoRevalidation', async () => {
    const tab = await openTab(adaStatus, withNoRevalidation())
    await vi.advanceTimersByTimeAsync(60_000)
    lookAt('visible')
    comeOnline()
    leave(true)
    expect([isHidden(), tab.questions()]).toEqual([false, []])
  })

  it('hears nothing on a server', async () => {
    const { questions } = setUp({ document: adaStatus, platform: 'server' })
    await vi.advanceTimersByTimeAsync(60_000)
    lookAt('visible')
    comeOnline()
    expect(questions()).toHaveLength(0)
  })

  it('hears nothing after the app is gone', async () => {
    const { questions } = setUp({ document: adaStatus })
    await vi.advanceTimersByTimeAsync(60_000)
    TestBed.resetTestingModule()
    leave(true)
    lookAt('visible')
    expect([isHidden(), questions()]).toEqual([false, []])
  })
})
