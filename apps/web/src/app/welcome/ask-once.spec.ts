import { Component } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { NavigationEnd, provideRouter, Router, withComponentInputBinding } from '@angular/router'
import { RouterTestingHarness } from '@angular/router/testing'
import { authGuard } from '@coatcheck/angular'
import { CoatcheckTesting, type CoatcheckTestingOptions, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { askOnce } from './ask-once'
import { WelcomePage } from './welcome-page'

@Component({ template: '<h1>Another page</h1>' })
class OtherPage {}

const routes = [
  { path: '**', canMatch: [askOnce], children: [] },
  { path: 'welcome', canMatch: [authGuard], component: WelcomePage },
  { path: '**', component: OtherPage },
]

async function open(url: string, options: CoatcheckTestingOptions, begin?: (coatcheck: CoatcheckTesting) => void) {
  TestBed.configureTestingModule({
    providers: [provideRouter(routes, withComponentInputBinding()), provideCoatcheckTesting(options)],
  })
  const coatcheck = TestBed.inject(CoatcheckTesting)
  begin?.(coatcheck)
  const harness = await RouterTestingHarness.create(url)
  return { harness, coatcheck, router: TestBed.inject(Router) }
}

const grace: CoatcheckTestingOptions = { profile: { id: 'usr_grace', email: null }, profileIncomplete: ['email'] }
const welcome = (returnUrl: string) => `/welcome?returnUrl=${encodeURIComponent(returnUrl)}`

describe('askOnce', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    localStorage.clear()
  })

  it('leads whoever came without an address to the question, and remembers what was wanted', async () => {
    const { router } = await open('/orders?page=2#total', grace)
    expect(router.url).toBe(welcome('/orders?page=2#total'))
  })

  it('asks once: the next page opens, and the next document, too', async () => {
    const { harness, router } = await open('/', grace)
    await harness.navigateByUrl('/orders')
    expect(router.url).toBe('/orders')
    TestBed.resetTestingModule()
    expect((await open('/', grace)).router.url).toBe('/')
  })

  it.each([
    ['somebody of whom nothing is missing', { profile: {} }],
    ['somebody who is logged out', {}],
    ['somebody who is not known yet', { ...grace, unknown: true }],
  ])('leaves %s alone', async (_, options) => {
    expect((await open('/orders', options)).router.url).toBe('/orders')
  })

  it('keeps nobody on the question when the storage is full', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('no', 'QuotaExceededError')
    })
    const { harness, router } = await open('/orders', grace)
    expect(router.url).toBe(welcome('/orders'))
    await harness.navigateByUrl('/orders')
    expect(router.url).toBe('/orders')
  })

  it('FC-12 keeps nobody on the question who came to it after somebody else', async () => {
    const { harness, router, coatcheck } = await open('/welcome', { ...grace, profile: { email: 'ada@example.org' } })
    coatcheck.switchUser({ email: null })
    await harness.fixture.whenStable()
    await harness.navigateByUrl('/orders')
    expect(router.url).toBe('/orders')
  })

  it('FC-48 asks nothing during an outage', async () => {
    const { router } = await open('/orders', grace, (coatcheck) => {
      coatcheck.fail(503)
    })
    expect(router.url).toBe('/orders')
  })

  it('lets a page tell first why a provider led to nothing', async () => {
    const { router } = await open('/security?problem=denied&provider=google', grace)
    expect(router.url).toBe('/security?problem=denied&provider=google')
  })

  it('takes no page away that takes the problem out of its own URL', async () => {
    const { harness, router } = await open('/security?problem=denied&provider=google', grace)
    await harness.navigateByUrl('/security')
    expect(router.url).toBe('/security')
    await harness.navigateByUrl('/next')
    expect(router.url).toBe(welcome('/next'))
  })

  it('takes no page away from under the person when its guards run again', async () => {
    const { harness, router, coatcheck } = await open('/orders', { profileIncomplete: ['email'] })
    const ended = vi.fn()
    router.events.subscribe((event) => {
      if (event instanceof NavigationEnd) ended(event.urlAfterRedirects)
    })
    // In another tab, so that the guards of this page run again.
    coatcheck.switchUser({ email: null })
    await vi.waitFor(() => {
      expect(ended.mock.calls).toEqual([['/orders']])
    })
    await harness.navigateByUrl('/next')
    expect(router.url).toBe(welcome('/next'))
  })

  it('opens the wanted page where nothing can be remembered', async () => {
    vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError')
    })
    expect((await open('/orders', grace)).router.url).toBe('/orders')
  })
})
