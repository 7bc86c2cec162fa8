import { HttpClient } from '@angular/common/http'
import { Router } from '@angular/router'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openTab, type Tab } from './spec/open-tab'
import { only, refuse, settle } from './spec/set-up'
import { adaStatus, graceStatus } from './spec/status-bodies'
import { withUserSwitch } from './with-user-switch'

async function learnOfGrace(tab: Tab): Promise<void> {
  const refreshed = tab.auth.refresh()
  only(tab.questions()).flush(graceStatus)
  await refreshed
}

const send = (tab: Tab, path: string) => {
  const outcome = vi.fn()
  tab.app.injector.get(HttpClient).post(path, {}).subscribe({ next: outcome, error: outcome })
  return outcome
}

describe('noticeUserSwitch', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    document.adoptedStyleSheets = []
    vi.useRealTimers()
  })

  it('replaces the page at once, hidden until it is gone', async () => {
    const tab = await openTab(adaStatus)
    await learnOfGrace(tab)
    expect(tab.loadAnew).toHaveBeenCalledOnce()
    expect(document.adoptedStyleSheets).toHaveLength(1)
    expect(tab.events).toEqual([{ type: 'userSwitched', from: 'usr_ada', to: 'usr_grace', source: 'server' }])
  })

  it('L1 lets nothing more out to the API from the page of the person before', async () => {
    const tab = await openTab(adaStatus)
    await learnOfGrace(tab)
    const outcome = send(tab, '/api/orders')
    await settle()
    expect(tab.requests('/api/orders')).toHaveLength(0)
    expect(outcome).not.toHaveBeenCalled()
    send(tab, 'https://weather.example/today')
    expect(tab.requests('https://weather.example/today')).toHaveLength(1)
  })

  it('L1 never sends again in the name of another person what was refused', async () => {
    const tab = await openTab(adaStatus, withUserSwitch('stay'))
    const outcome = send(tab, '/api/orders')
    refuse(only(tab.requests('/api/orders')), 401, 'unauthenticated')
    await settle()
    only(tab.questions()).flush(graceStatus)
    await settle()
    expect(tab.requests('/api/orders')).toHaveLength(0)
    expect(outcome.mock.calls).toMatchObject([[{ status: 401 }]])
  })

  it('stays if it is told to, and runs the guards again', async () => {
    const tab = await openTab(adaStatus, withUserSwitch('stay'))
    const navigate = vi.spyOn(tab.app.injector.get(Router), 'navigateByUrl')
    await learnOfGrace(tab)
    expect(navigate).toHaveBeenCalledOnce()
    expect(tab.loadAnew).not.toHaveBeenCalled()
    expect(document.adoptedStyleSheets).toEqual([])
    send(tab, '/api/orders')
    expect(tab.requests('/api/orders')).toHaveLength(1)
  })

  it('leaves a login in this tab to the app', async () => {
    const tab = await openTab(adaStatus)
    const login = tab.auth.login({ email: 'grace@example.org', password: 'correct horse battery' })
    only(tab.requests('/auth/login')).flush(graceStatus)
    await login
    expect(tab.auth.userId()).toBe('usr_grace')
    expect(tab.loadAnew).not.toHaveBeenCalled()
  })
})
