import { describe, expect, it, vi } from 'vitest'
import { guestGuard } from './guest-guard'
import { only, Page, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousStatus } from './spec/status-bodies'

const routes = [
  { path: 'login', canMatch: [guestGuard], component: Page },
  { path: '**', component: Page },
]

describe('guestGuard', () => {
  it('lets somebody who is logged out pass', async () => {
    const { router } = setUp({ document: anonymousStatus, routes })
    await router.navigateByUrl('/login')
    expect(router.url).toBe('/login')
  })

  it('waits for the first answer', async () => {
    const { router, questions } = setUp({ routes })
    const arrived = router.navigateByUrl('/login')
    await settle()
    only(questions()).flush(anonymousStatus)
    await arrived
    expect(router.url).toBe('/login')
  })

  it('leaves the login page when the answer to the login was lost and the server knows of it', async () => {
    const { auth, questions, router } = setUp({ document: anonymousStatus, routes })
    await router.navigateByUrl('/login?returnUrl=%2Forders')
    const refreshed = auth.refresh()
    only(questions()).flush(adaStatus)
    await refreshed
    await vi.waitFor(() => {
      expect(router.url).toBe('/orders')
    })
  })

  it('leaves it to the browser when a server renders', async () => {
    const { router, questions } = setUp({ platform: 'server', routes })
    await router.navigateByUrl('/login')
    expect(router.url).toBe('/login')
    expect(questions()).toHaveLength(0)
  })

  it.each([
    ['the wanted page', '/login?returnUrl=%2Forders%3Fpage%3D2%23total', '/orders?page=2#total'],
    ['home when nothing was wanted', '/login', '/'],
    ['home when another origin was wanted', '/login?returnUrl=%2F%2Fevil.example', '/'],
    ['home when the login page itself was wanted', '/login?returnUrl=%2Flogin%3Fagain%3D1', '/'],
    ['the root when the router cannot read what was wanted', '/login?returnUrl=%2F(', '/'],
    ['home when two pages were wanted', '/login?returnUrl=%2Fa&returnUrl=%2Fb', '/'],
  ])('leads a logged-in person to %s', async (_, from, to) => {
    const { router } = setUp({ document: adaStatus, routes })
    await router.navigateByUrl(from)
    expect(router.url).toBe(to)
  })
})
