import { Component, inputBinding } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import type { DeviceSession } from '@coatcheck/angular'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoatDeviceList } from './coat-device-list'

const now = new Date('2026-06-12T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()
const phone = { id: 'ses_phone', device: { browser: 'Safari', os: 'iOS' }, ip: '192.0.2.7', lastSeenAt: minutesAgo(5) }
const stranger = { id: 'ses_stranger', device: { browser: null, os: null }, lastSeenAt: minutesAgo(90) }

const plain = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()

async function render(others: Partial<DeviceSession>[], { isDown = false } = {}) {
  TestBed.configureTestingModule({ providers: [provideCoatcheckTesting({ profile: {} })] })
  const coatcheck = TestBed.inject(CoatcheckTesting)
  coatcheck.setOtherSessions(...others)
  if (isDown) coatcheck.fail(503)
  const texts = { noOthers: 'Nobody else.' }
  const fixture = TestBed.createComponent(CoatDeviceList, { bindings: [inputBinding('texts', () => texts)] })
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  const settle = () => vi.advanceTimersByTimeAsync(1)
  await settle()
  const button = (label: string) => {
    const found = [...element.querySelectorAll('button')].find(
      (button) => (button.ariaLabel ?? plain(button.textContent)) === label,
    )
    if (!found) throw new Error(`There is no button ${label}.`)
    return found
  }
  return {
    coatcheck,
    fixture,
    element,
    settle,
    button,
    words: () => plain(element.textContent),
    rows: () => [...element.querySelectorAll('coat-device-row')].map(({ textContent }) => plain(textContent)),
    alerts: () => [...element.querySelectorAll('[role=alert]')].map(({ textContent }) => plain(textContent)).join(''),
  }
}

describe('CoatDeviceList', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now })
  })
  afterEach(() => {
    document.body.replaceChildren()
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  it('has this device on top, and the others with what is known of them', async () => {
    const { rows, element } = await render([phone, stranger])
    expect(rows()[0]).toMatch(/This device/)
    expect(rows()[1]).toMatch(/^Safari on iOS Last used 5 minutes ago · 192\.0\.2\.7/)
    expect(rows()[2]).toMatch(/^A browser we do not recognise Last used 1 hour ago/)
    expect(element.textContent).not.toMatch(/unknown/i)
  })

  it('gives the exact time to whoever points at a relative one', async () => {
    const { element } = await render([phone])
    const time = element.querySelectorAll('time')[1]
    expect(time?.dateTime).toBe(phone.lastSeenAt)
    expect(time?.title).toContain('June 12, 2026')
  })

  it('does not offer to end this device, whose end is a logout', async () => {
    const { element } = await render([])
    expect(element.querySelectorAll('button')).toHaveLength(0)
  })

  it('says that it is looking', async () => {
    TestBed.configureTestingModule({ providers: [provideCoatcheckTesting({ profile: {} })] })
    const { auth } = TestBed.inject(CoatcheckTesting)
    vi.spyOn(auth.sessions, 'list').mockReturnValue(Promise.race([]))
    const { nativeElement } = TestBed.createComponent(CoatDeviceList) as { nativeElement: HTMLElement }
    await vi.advanceTimersByTimeAsync(1)
    expect(plain(nativeElement.textContent)).toBe('Looking where you are logged in…')
  })

  it('says that there is nobody else', async () => {
    const { words } = await render([])
    expect(words()).toMatch(/Nobody else\.$/)
  })

  it('strikes a session that was ended here, says so, and moves the focus to its row', async () => {
    const { coatcheck, element, rows, button, settle } = await render([phone, stranger])
    button('Log out: Safari on iOS').click()
    await settle()
    expect(rows()[1]).toMatch(/^Safari on iOS Logged out by you · now/)
    expect(element.querySelector('s')?.textContent).toBe('Safari on iOS')
    expect(document.activeElement).toBe(element.querySelectorAll('coat-device-row')[1])
    expect(coatcheck.otherSessions.map(({ id }) => id)).toEqual(['ses_stranger'])
  })

  it('lets go of an ended session after a while', async () => {
    const { rows, button, settle } = await render([phone])
    button('Log out: Safari on iOS').click()
    await settle()
    await vi.advanceTimersByTimeAsync(100_000)
    expect(rows()).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(40_000)
    expect(rows()).toHaveLength(1)
  })

  it('takes a session that was over already for ended', async () => {
    const { coatcheck, rows, button, settle } = await render([phone])
    coatcheck.setOtherSessions()
    button('Log out: Safari on iOS').click()
    await settle()
    expect(rows()[1]).toContain('Logged out by you')
  })

  it('ends all others with one button, and says how many', async () => {
    const { element, rows, button, words, settle } = await render([phone, stranger])
    button('Log out everywhere else').click()
    await settle()
    expect(rows().filter((row) => row.includes('Logged out by you'))).toHaveLength(2)
    expect(plain(element.querySelector('[role=status]')?.textContent)).toBe('2 other devices were logged out.')
    expect(document.activeElement).toBe(element.querySelector('ul'))
    expect(words()).toContain('Nobody else.')
  })

  it('says that a session is still there when it could not be ended', async () => {
    const { coatcheck, rows, alerts, button, settle } = await render([phone])
    coatcheck.fail(503)
    button('Log out: Safari on iOS').click()
    await settle()
    expect(alerts()).toBe('That did not work: it is still logged in. The server is in trouble. Try again in a moment.')
    expect(rows()[1]).toContain('Last used')
  })

  it('notices by itself what has ended and what has begun elsewhere', async () => {
    const { coatcheck, rows } = await render([phone])
    coatcheck.setOtherSessions(stranger)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(rows()[1]).toMatch(/^Safari on iOS Logged out there, or expired/)
    expect(rows()[2]).toContain('A browser we do not recognise')
  })

  it('asks only while it is looked at, and at once when it is again', async () => {
    const { coatcheck } = await render([phone])
    const list = vi.spyOn(coatcheck.auth.sessions, 'list')
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(list).not.toHaveBeenCalled()
    visibility.mockReturnValue('visible')
    document.dispatchEvent(new Event('visibilitychange'))
    expect(list).toHaveBeenCalledOnce()
  })

  it('says that it could not be loaded, and tries again', async () => {
    const { coatcheck, alerts, rows, button, settle } = await render([phone], { isDown: true })
    expect(alerts()).toMatch(/^The list could not be brought up to date\. The server is in trouble/)
    await coatcheck.recover()
    button('Try again').click()
    await settle()
    expect(rows()).toHaveLength(2)
    expect(alerts()).toBe('')
  })

  it('keeps the list through an outage', async () => {
    const { coatcheck, rows } = await render([phone])
    coatcheck.fail(503)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(rows()[1]).toContain('Safari')
  })

  it('L1 shows nothing of the person before to the next one', async () => {
    const { coatcheck, words, settle } = await render([phone])
    coatcheck.switchUser()
    await settle()
    expect(words()).not.toContain('Safari on iOS')
  })

  it('is empty once nobody is logged in', async () => {
    const { coatcheck, words, settle } = await render([phone])
    coatcheck.expire()
    await settle()
    expect(words()).toBe('')
  })

  it('shows beside each session what the app puts there', async () => {
    @Component({
      imports: [CoatDeviceList],
      template: `<coat-device-list
        ><ng-template #mark let-session
          ><b>{{ session.id }}</b></ng-template
        ></coat-device-list
      >`,
    })
    class Page {}

    TestBed.configureTestingModule({ providers: [provideCoatcheckTesting({ profile: {} })] })
    TestBed.inject(CoatcheckTesting).setOtherSessions(phone)
    const { nativeElement } = TestBed.createComponent(Page) as { nativeElement: HTMLElement }
    await vi.advanceTimersByTimeAsync(1)
    expect([...nativeElement.querySelectorAll('b')].map(({ textContent }) => textContent)).toContain('ses_phone')
  })

  it('leaves no timer behind', async () => {
    const { fixture } = await render([phone])
    fixture.destroy()
    await vi.advanceTimersByTimeAsync(200)
    expect(vi.getTimerCount()).toBe(0)
  })
})
