import { TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import type { DeviceSession } from '@coatcheck/angular'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { News } from '../shell/news'
import { DevicesPage } from './devices-page'

const now = new Date('2026-06-12T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()

const phone = {
  id: 'ses_phone',
  device: { browser: 'Safari', os: 'iOS' },
  ip: '192.0.2.7',
  lastSeenAt: minutesAgo(5),
  createdAt: minutesAgo(3 * 24 * 60),
}
const laptop = { id: 'ses_laptop', device: { browser: null, os: null }, ip: null, lastSeenAt: minutesAgo(90) }

async function render(...others: Partial<DeviceSession>[]) {
  vi.useFakeTimers({ now, toFake: ['Date', 'setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  TestBed.configureTestingModule({ providers: [provideRouter([]), provideCoatcheckTesting({ profile: {} })] })
  const coatcheck = TestBed.inject(CoatcheckTesting)
  coatcheck.setOtherSessions(...others)
  const fixture = TestBed.createComponent(DevicesPage)
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  const settle = () => fixture.whenStable()
  const rows = () => [...element.querySelectorAll('app-device-row')].map(({ textContent }) => plain(textContent))
  const button = (label: string) => {
    const found = [...element.querySelectorAll('button')].find((button) =>
      (button.ariaLabel ?? plain(button.textContent)).startsWith(label),
    )
    if (!found) throw new Error(`There is no button ${label}.`)
    return found
  }
  await vi.waitFor(async () => {
    await settle()
    expect(element.textContent).not.toContain('Fetching')
  })
  return { fixture, element, coatcheck, rows, button, settle, words: () => plain(element.textContent) }
}

const plain = (text: string) => text.replace(/\s+/g, ' ').trim()

describe('DevicesPage', () => {
  it('pins this device on top, and shows the others with what is known of them', async () => {
    const { element, rows } = await render(laptop, phone)
    expect(plain(element.querySelector('app-ticket')?.textContent ?? '')).toMatch(
      /^This device ?Firefox on Linux, 192.0.2.7/,
    )
    expect(rows()[0]).toMatch(
      /^Session ticket \d{4} ?Safari on iOS ?Seen 5 minutes ago · logged in 3 days ago · 192.0.2.7/,
    )
    expect(rows()[1]).toContain('A device that keeps its name to itself')
    expect(element.textContent).not.toMatch(/unknown/i)
  })

  it('gives the exact time to whoever points at a relative one', async () => {
    const { element } = await render(phone)
    const time = element.querySelector('time')
    expect(time?.dateTime).toBe(phone.lastSeenAt)
    expect(time?.title).toContain('12 June 2026')
  })

  it('says so when nobody else is logged in, and offers nothing to log out', async () => {
    const { element, words } = await render()
    expect(words()).toContain('Only this device is logged in.')
    expect(element.textContent).not.toContain('Log out everywhere else')
  })

  it('strikes a device that was logged out, says by whom and when, and moves the focus there', async () => {
    const { element, coatcheck, rows, button, settle } = await render(phone, laptop)
    button('Log out: Safari on iOS').click()
    await vi.waitFor(async () => {
      await settle()
      expect(rows()[0]).toMatch(/Safari on iOS ?Logged out by you, just now/)
    })
    expect(coatcheck.otherSessions.map(({ id }) => id)).toEqual(['ses_laptop'])
    expect(element.querySelector('s')?.textContent).toBe('Safari on iOS')
    expect(document.activeElement).toBe(element.querySelector('app-device-row'))
  })

  it('folds a device that was logged out away after a while', async () => {
    const { rows, button, settle } = await render(phone)
    button('Log out: Safari').click()
    await vi.waitFor(async () => {
      await settle()
      expect(rows()[0]).toContain('Logged out by you')
    })
    vi.advanceTimersByTime(45_000)
    await settle()
    expect(rows()).toHaveLength(1)
    vi.advanceTimersByTime(30_000)
    await settle()
    expect(rows()).toHaveLength(0)
  })

  it('takes a session that was over already for logged out', async () => {
    const { coatcheck, rows, button, settle } = await render(phone)
    coatcheck.setOtherSessions()
    button('Log out: Safari').click()
    await vi.waitFor(async () => {
      await settle()
      expect(rows()[0]).toContain('Logged out by you')
    })
  })

  it('logs all others out with one button, tells how many, and moves the focus to the heading', async () => {
    const { element, rows, button, settle } = await render(phone, laptop)
    button('Log out everywhere else').click()
    await vi.waitFor(async () => {
      await settle()
      expect(rows().every((row) => row.includes('Logged out by you'))).toBe(true)
    })
    expect(TestBed.inject(News).latest()?.text).toBe('2 other devices were logged out.')
    expect(document.activeElement).toBe(element.querySelector('h2'))
    expect(element.textContent).not.toContain('Log out everywhere else')
  })

  it('says what failed, and that those devices are still logged in', async () => {
    const { coatcheck, rows, words, button, settle } = await render(phone)
    coatcheck.fail(503, { retryAfterSeconds: 5 })
    button('Log out: Safari').click()
    button('Log out everywhere else').click()
    await vi.waitFor(async () => {
      await settle()
      expect(words()).toContain('The other devices are still logged in. The server is in trouble.')
      expect(rows()[0]).toMatch(/The server is in trouble. Try again in 5 seconds. ?Try again$/)
    })
  })

  it('notices by itself that a device has gone and another one has come', async () => {
    const { coatcheck, rows, settle } = await render(phone)
    coatcheck.setOtherSessions(laptop)
    vi.advanceTimersByTime(20_000)
    await vi.waitFor(async () => {
      await settle()
      expect(rows()[0]).toMatch(/Safari on iOS ?It logged out, or its time was up, just now/)
    })
    expect(rows()[1]).toContain('keeps its name to itself')
  })

  it('asks nothing while nobody looks at it, and at once when somebody does again', async () => {
    const { coatcheck } = await render(phone)
    const list = vi.spyOn(coatcheck.auth.sessions, 'list')
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    vi.advanceTimersByTime(60_000)
    expect(list).not.toHaveBeenCalled()
    visibility.mockRestore()
    document.dispatchEvent(new Event('visibilitychange'))
    expect(list).toHaveBeenCalledOnce()
  })

  it('keeps the list through an outage', async () => {
    const { coatcheck, rows, settle } = await render(phone)
    coatcheck.fail(503)
    vi.advanceTimersByTime(20_000)
    await settle()
    expect(rows()[0]).toContain('Safari')
  })

  it('offers another try when there is no list yet', async () => {
    vi.useFakeTimers({ now, toFake: ['Date', 'setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    TestBed.configureTestingModule({ providers: [provideRouter([]), provideCoatcheckTesting({ profile: {} })] })
    const coatcheck = TestBed.inject(CoatcheckTesting)
    coatcheck.fail(503)
    const fixture = TestBed.createComponent(DevicesPage)
    const element = fixture.nativeElement as HTMLElement
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(element.textContent).toContain('The list could not be fetched. You stay logged in here.')
    })
    coatcheck.setOtherSessions(phone)
    await coatcheck.recover()
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(element.textContent).toContain('Safari on iOS')
    })
  })

  it('asks anew for whoever comes next, though the answer for Ada is still on its way', async () => {
    const { coatcheck, rows, settle } = await render(phone)
    vi.advanceTimersByTime(20_000)
    coatcheck.setOtherSessions(laptop)
    coatcheck.logIn({ id: 'usr_grace' }, { id: 'ses_grace' })
    await vi.waitFor(async () => {
      await settle()
      expect(rows()).toHaveLength(1)
    })
    expect(rows()[0]).toContain('keeps its name to itself')
  })

  it('shows nothing of Ada’s devices once she is gone', async () => {
    const { coatcheck, rows, settle } = await render(phone)
    coatcheck.expire('revoked')
    await settle()
    expect(rows()).toHaveLength(0)
  })
})
