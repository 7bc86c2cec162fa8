import { TestBed } from '@angular/core/testing'
import { RouterTestingHarness } from '@angular/router/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { authGuard } from './auth-guard'
import { only, Page, refuse, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousStatus, endedStatus } from './spec/status-bodies'

const routes = [
  { path: 'profile', canMatch: [authGuard], component: Page },
  { path: '**', component: Page },
]

describe('authGuard', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('lets a logged-in person pass', async () => {
    const { router } = setUp({ document: adaStatus, routes })
    await router.navigateByUrl('/profile')
    expect(router.url).toBe('/profile')
  })

  it('leads to login with the wanted URL, its query and its fragment', async () => {
    const { router } = setUp({ document: anonymousStatus, routes })
    await router.navigateByUrl('/profile?tab=name#edit')
    expect(router.url).toBe('/login?returnUrl=%2Fprofile%3Ftab%3Dname%23edit')
  })

  it('waits for the first answer', async () => {
    const { router, questions } = setUp({ routes })
    const arrived = router.navigateByUrl('/profile')
    await settle()
    expect(router.url).toBe('/')
    only(questions()).flush(adaStatus)
    await arrived
    expect(router.url).toBe('/profile')
  })

  it('L2 stays in place while the first answer cannot be had', async () => {
    vi.useFakeTimers()
    const { router, questions } = setUp({ routes })
    const arrived = router.navigateByUrl('/profile')
    for (let attempt = 0; attempt < 4; attempt++) {
      await settle()
      refuse(only(questions()), 503, 'unavailable')
      await vi.advanceTimersByTimeAsync(40_000)
    }
    expect(router.url).toBe('/')
    only(questions()).flush(adaStatus)
    await vi.advanceTimersByTimeAsync(0)
    await arrived
    expect(router.url).toBe('/profile')
  })

  it('leaves it to the browser when a server renders', async () => {
    const { auth, router, questions } = setUp({ platform: 'server', routes })
    await router.navigateByUrl('/profile')
    expect(router.url).toBe('/profile')
    expect(questions()).toHaveLength(0)
    expect(auth.status()).toBe('unknown')
  })

  it('never holds up a public page', async () => {
    const { router } = setUp({ routes })
    await router.navigateByUrl('/countries')
    expect(router.url).toBe('/countries')
  })

  it('leaves the guarded page after logout and leads back to it', async () => {
    const { auth, requests, router } = setUp({ document: adaStatus, routes })
    await router.navigateByUrl('/profile?tab=name')
    const logout = auth.logout()
    only(requests('/auth/logout')).flush(null, { status: 204, statusText: 'No Content' })
    await logout
    expect(router.url).toBe('/login?returnUrl=%2Fprofile%3Ftab%3Dname')
  })

  it('keeps the public page, component and all, after logout', async () => {
    const { auth, requests, router } = setUp({ document: adaStatus, routes })
    const harness = await RouterTestingHarness.create()
    const before = await harness.navigateByUrl('/countries')
    const logout = auth.logout()
    only(requests('/auth/logout')).flush(null, { status: 204, statusText: 'No Content' })
    await logout
    expect(router.url).toBe('/countries')
    expect(harness.routeDebugElement?.componentInstance).toBe(before)
  })

  it('does not open a guarded page that was under way at logout', async () => {
    const { auth, questions, router } = setUp({ document: adaStatus, routes })
    const refreshed = auth.refresh()
    const arrived = router.navigateByUrl('/profile')
    only(questions()).flush(endedStatus)
    await Promise.all([refreshed, arrived.catch(() => false)])
    await vi.waitFor(() => {
      expect(router.url).toBe('/login?returnUrl=%2Fprofile')
    })
    expect(TestBed.inject(Page, null, { optional: true })).toBeNull()
  })
})
