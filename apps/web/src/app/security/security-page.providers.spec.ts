import { TestBed } from '@angular/core/testing'
import { provideRouter, Router, withComponentInputBinding } from '@angular/router'
import { RouterTestingHarness } from '@angular/router/testing'
import { CoatcheckTesting, type CoatcheckTestingOptions, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it, vi } from 'vitest'
import { News } from '../shell/news'
import { SecurityPage } from './security-page'

async function open(url: string, options: CoatcheckTestingOptions, begin?: (coatcheck: CoatcheckTesting) => void) {
  const routes = [{ path: 'security', component: SecurityPage }]
  TestBed.configureTestingModule({
    providers: [
      provideRouter(routes, withComponentInputBinding()),
      provideCoatcheckTesting({ profile: {}, providers: [{}], ...options }),
    ],
  })
  const coatcheck = TestBed.inject(CoatcheckTesting)
  begin?.(coatcheck)
  const harness = await RouterTestingHarness.create(url)
  const page = harness.routeNativeElement
  if (!page) throw new Error('The page was not rendered.')
  const words = () => page.textContent.replace(/\s+/g, ' ')
  const eventually = (check: () => void) =>
    vi.waitFor(async () => {
      await harness.fixture.whenStable()
      check()
    })
  const router = TestBed.inject(Router)
  return { page, words, eventually, coatcheck, router, news: () => TestBed.inject(News).latest()?.text }
}

const withoutPassword = { hasPassword: false, session: { methods: ['google'] }, identities: [{}] }

describe('SecurityPage with providers', () => {
  it('asks nobody for a password that they do not have', async () => {
    const { page, words, eventually } = await open('/security', withoutPassword)
    await eventually(() => {
      expect(words()).toContain('You log in with Google and have no password here.')
    })
    expect(page.querySelector('input')).toBeNull()
  })

  it('shows no form before it knows, when the session began at a provider', async () => {
    const { page, words } = await open('/security', withoutPassword, (coatcheck) => {
      coatcheck.fail(503)
    })
    expect(page.querySelector('input[type=password]')).toBeNull()
    await vi.waitFor(() => {
      expect(words()).toContain('Whether you have one could not be found out.')
    })
  })

  it('shows the form at once to whoever came in with a password, and keeps it', async () => {
    const { page, words, eventually } = await open('/security', { identities: [{}] })
    const form = page.querySelector('form')
    expect(form).not.toBeNull()
    await eventually(() => {
      expect(words()).toContain('Linked')
    })
    expect(page.querySelector('form')).toBe(form)
  })

  it('shows it to whoever has a password and came in by a provider', async () => {
    const { page, eventually } = await open('/security', { session: { methods: ['google'] }, identities: [{}] })
    await eventually(() => {
      expect(page.querySelector('form')).not.toBeNull()
    })
  })

  it('tells once that a provider is linked, after coming back from there', async () => {
    const { eventually, news, router } = await open('/security?linked=google&tab=1', { identities: [{}] })
    await eventually(() => {
      expect(news()).toBe('Google is linked: from now on it opens this account, too.')
      expect(router.url).toBe('/security?tab=1')
    })
  })

  it.each([
    ['is not there', '/security?linked=google', []],
    ['nobody knows', '/security?linked=evil', [{}]],
    ['is named twice', '/security?linked=google&linked=google', [{}]],
  ])('FC-26 tells nothing of a provider that %s', async (_, url, identities) => {
    const { eventually, news, router } = await open(url, { identities })
    await eventually(() => {
      expect(router.url).toBe('/security')
    })
    expect(news()).toBeUndefined()
  })

  it('leaves the word to the notice when linking led to nothing', async () => {
    const { words, eventually, news, router } = await open('/security?linked=google&problem=denied', {
      identities: [{}],
    })
    await eventually(() => {
      expect(words()).toContain('Linked')
    })
    expect([news(), router.url]).toEqual([undefined, '/security?linked=google&problem=denied'])
  })
})
