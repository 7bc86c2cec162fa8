import { TestBed } from '@angular/core/testing'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SessionExpiry } from '../../src/session-expiry'
import { CoatExpiryWarning, type ExpiryWarningTexts } from './coat-expiry-warning'

const plain = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()

async function render(expiresInSeconds: number, texts: Partial<ExpiryWarningTexts> = {}) {
  TestBed.configureTestingModule({ providers: [provideCoatcheckTesting({ profile: {} })] })
  const coatcheck = TestBed.inject(CoatcheckTesting)
  TestBed.inject(SessionExpiry).start()
  coatcheck.changeSession({ expiresInSeconds })
  const fixture = TestBed.createComponent(CoatExpiryWarning)
  fixture.componentRef.setInput('texts', texts)
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  const settle = () => vi.advanceTimersByTimeAsync(1)
  await settle()
  return {
    coatcheck,
    element,
    settle,
    panel: () => element.querySelector('section'),
    words: () => plain(element.querySelector('section')?.textContent),
    said: () => plain(element.querySelector('[role=status]')?.textContent),
    alert: () => plain(element.querySelector('[role=alert]')?.textContent),
    button: (label: string) => {
      const found = [...element.querySelectorAll('button')].find(({ textContent }) => plain(textContent) === label)
      if (!found) throw new Error(`There is no button ${label}.`)
      return found
    },
    pass: (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000),
  }
}

describe('CoatExpiryWarning', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    document.body.replaceChildren()
    vi.useRealTimers()
  })

  it('shows nothing while the end is far', async () => {
    const { panel, said } = await render(1_800)
    expect([panel(), said()]).toEqual([null, ''])
  })

  it('counts down each second to the eye', async () => {
    const { words, pass } = await render(110)
    expect(words()).toMatch(/^Still there\? You will be logged out in 1 minute 50 seconds\. Stay logged in Log out/)
    await pass(1)
    expect(words()).toContain('1 minute 49 seconds')
  })

  it('says the time left now and then, politely', async () => {
    const { element, said, pass } = await render(110)
    const sentences = new Set<string>()
    for (let second = 0; second < 109; second++) {
      sentences.add(said())
      await pass(1)
    }
    expect(element.querySelector('[role=status]')).not.toBeNull()
    expect([...sentences]).toEqual([
      'You will be logged out in 1 minute 50 seconds.',
      'You will be logged out in 1 minute.',
      'You will be logged out in 30 seconds.',
      'You will be logged out in 10 seconds.',
    ])
  })

  it('stays logged in with one button, and says so', async () => {
    const { coatcheck, panel, said, button, settle } = await render(60)
    button('Stay logged in').click()
    await settle()
    expect(coatcheck.auth.isExpiring()).toBe(false)
    expect([panel(), said()]).toEqual([null, 'You stay logged in.'])
  })

  it('moves the focus back to where it was when it goes away', async () => {
    const { button, settle } = await render(60)
    const field = document.createElement('input')
    document.body.append(field)
    field.focus()
    button('Stay logged in').focus()
    button('Stay logged in').click()
    await settle()
    expect(document.activeElement).toBe(field)
  })

  it('leaves the focus alone when it is elsewhere', async () => {
    const { coatcheck, settle } = await render(60)
    const field = document.createElement('input')
    document.body.append(field)
    field.focus()
    coatcheck.changeSession({ expiresInSeconds: 1_800 })
    await settle()
    expect(document.activeElement).toBe(field)
  })

  it('goes away when the session was extended elsewhere', async () => {
    const { coatcheck, panel, settle } = await render(60)
    coatcheck.changeSession({ expiresInSeconds: 1_800 })
    await settle()
    expect(panel()).toBeNull()
  })

  it('logs out with the other button', async () => {
    const { coatcheck, panel, said, button, settle } = await render(60)
    button('Log out').click()
    await settle()
    expect(coatcheck.auth.isLoggedOut()).toBe(true)
    expect([panel(), said()]).toEqual([null, ''])
  })

  it('says what to do when it cannot be extended, and lets the person try again', async () => {
    const { coatcheck, alert, button, panel, settle } = await render(60)
    coatcheck.fail(0)
    button('Stay logged in').click()
    await settle()
    expect(alert()).toBe('That did not work. The server cannot be reached. Check your connection and try again.')
    await coatcheck.recover()
    button('Stay logged in').click()
    await settle()
    expect(panel()).toBeNull()
  })

  it('says that the logout failed', async () => {
    const { coatcheck, alert, button, settle } = await render(60)
    coatcheck.fail(503)
    button('Log out').click()
    await settle()
    expect(alert()).toBe('That did not work. The server is in trouble. Try again in a moment.')
  })

  it('offers nothing that does not help once the session has lived as long as sessions may', async () => {
    const { coatcheck, element, words, settle } = await render(60)
    coatcheck.changeSession({
      idleExpiresAt: '2026-01-01T12:00:00.000Z',
      absoluteExpiresAt: '2026-01-01T12:00:00.000Z',
    })
    await settle()
    expect(words()).toContain('Save your work, then log in again.')
    expect(element.querySelectorAll('button')).toHaveLength(1)
  })

  it('speaks in the words of the app', async () => {
    const { words } = await render(60, { title: 'Noch da?', stay: 'Bleiben' })
    expect(words()).toMatch(/^Noch da\?.*Bleiben Log out/)
  })
})
