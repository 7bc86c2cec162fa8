import { Location } from '@angular/common'
import { TestBed } from '@angular/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { authGuard } from './auth-guard'
import { GuardedPages } from './guarded-pages'
import { Page, setUp } from './spec/set-up'
import { adaStatus, endedStatus } from './spec/status-bodies'

const routes = [
  { path: 'orders', canMatch: [authGuard], component: Page },
  { path: 'late', loadComponent: () => Promise.resolve(Page) },
  { path: '**', component: Page },
]

describe('GuardedPages', () => {
  it('keeps the place on a page that stays', async () => {
    const { router } = setUp({ document: adaStatus, routes })
    await router.navigateByUrl('/countries')
    const navigate = vi.spyOn(router, 'navigateByUrl')
    const scroll = vi.spyOn(window, 'scrollTo').mockReturnValue()
    await TestBed.inject(GuardedPages).checkAgain()
    expect(navigate).toHaveBeenCalledExactlyOnceWith('/countries', expect.objectContaining({ scroll: 'manual' }))
    expect(scroll).not.toHaveBeenCalled()
  })

  it('begins at the top of the page that takes the place of another', async () => {
    const { auth, router, questions } = setUp({ document: adaStatus, routes })
    await router.navigateByUrl('/orders')
    const scroll = vi.spyOn(window, 'scrollTo').mockReturnValue()
    const refreshed = auth.refresh()
    for (const question of questions()) question.flush(endedStatus)
    await refreshed
    await vi.waitFor(() => {
      expect(scroll).toHaveBeenCalledExactlyOnceWith(0, 0)
    })
    expect(router.url).toBe('/login?returnUrl=%2Forders')
  })

  it('keeps the page before in the history while another one is loading', async () => {
    const { router } = setUp({ document: adaStatus, routes })
    const location = TestBed.inject(Location)
    await router.navigateByUrl('/countries')
    const loading = router.navigateByUrl('/late')
    await TestBed.inject(GuardedPages).checkAgain()
    await loading
    expect(location.path()).toBe('/late')
    location.back()
    await vi.waitFor(() => {
      expect(location.path()).toBe('/countries')
    })
  })

  it('replaces the page that is left in the history', async () => {
    const { auth, router, questions } = setUp({ document: adaStatus, routes })
    const location = TestBed.inject(Location)
    await router.navigateByUrl('/countries')
    await router.navigateByUrl('/orders')
    const refreshed = auth.refresh()
    for (const question of questions()) question.flush(endedStatus)
    await refreshed
    await vi.waitFor(() => {
      expect(location.path()).toBe('/login?returnUrl=%2Forders')
    })
    location.back()
    expect(location.path()).toBe('/countries')
  })
})
