import { afterEach, describe, expect, it, vi } from 'vitest'
import { guestGuard } from './guest-guard'
import { roleGuard } from './role-guard'
import { only, Page, refuse, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousStatus, loggedInAs } from './spec/status-bodies'

const routes = [
  { path: 'admin', canMatch: [roleGuard('admin')], component: Page },
  { path: 'login', canMatch: [guestGuard], component: Page },
  { path: '**', component: Page },
]

function withRoles(version: string, ...roles: string[]) {
  const status = loggedInAs('usr_ada', 'Ada Lovelace', version)
  return { ...status, profile: { ...status.profile, roles } }
}

describe('roleGuard', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('lets somebody with the role pass', async () => {
    const { router } = setUp({ document: withRoles('1', 'user', 'admin'), routes })
    await router.navigateByUrl('/admin?page=2#total')
    expect(router.url).toBe('/admin?page=2#total')
  })

  it('leads somebody without the role to the forbidden page, and asks nothing', async () => {
    const { router, questions } = setUp({ document: adaStatus, routes })
    const navigate = vi.spyOn(router, 'navigateByUrl')
    await router.navigateByUrl('/admin')
    expect(router.url).toBe('/forbidden')
    expect(navigate).toHaveBeenCalledOnce()
    expect(questions()).toHaveLength(0)
  })

  it('leads to login with the wanted URL, its query and its fragment', async () => {
    const { router } = setUp({ document: anonymousStatus, routes })
    await router.navigateByUrl('/admin?page=2#total')
    expect(router.url).toBe('/login?returnUrl=%2Fadmin%3Fpage%3D2%23total')
  })

  it('ends at the forbidden page after the login of somebody without the role, not in a loop', async () => {
    const { auth, requests, router } = setUp({ document: anonymousStatus, routes })
    await router.navigateByUrl('/admin')
    const login = auth.login({ email: 'ada@example.org', password: 'correct horse battery' })
    only(requests('/auth/login')).flush(adaStatus)
    await login
    await router.navigateByUrl(router.url, { onSameUrlNavigation: 'reload' })
    expect(router.url).toBe('/forbidden')
  })

  it('L2 stays in place while the first answer cannot be had', async () => {
    vi.useFakeTimers()
    const { router, questions } = setUp({ routes })
    const arrived = router.navigateByUrl('/admin')
    refuse(only(questions()), 503, 'unavailable')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(router.url).toBe('/')
    only(questions()).flush(withRoles('1', 'admin'))
    await vi.advanceTimersByTimeAsync(0)
    await arrived
    expect(router.url).toBe('/admin')
  })

  it('leaves the page when the server tells that the role is gone', async () => {
    const { auth, questions, router } = setUp({ document: withRoles('1', 'admin'), routes })
    await router.navigateByUrl('/admin')
    const refreshed = auth.refresh()
    only(questions()).flush(withRoles('2', 'user'))
    await refreshed
    await vi.waitFor(() => {
      expect(router.url).toBe('/forbidden')
    })
  })

  it('leaves it to the browser when a server renders', async () => {
    const { auth, router, questions } = setUp({ platform: 'server', routes })
    await router.navigateByUrl('/admin')
    await settle()
    expect([router.url, auth.status(), questions()]).toEqual(['/admin', 'unknown', []])
  })

  it('decides on a server whose document carries the status', async () => {
    const { router } = setUp({ platform: 'server', document: adaStatus, routes })
    await router.navigateByUrl('/admin')
    expect(router.url).toBe('/forbidden')
  })
})
