import { afterEach, describe, expect, it, vi } from 'vitest'
import { recentAuthGuard } from './recent-auth-guard'
import { mountPrompt } from './spec/prompt'
import { only, Page, refuse, settle, setUp } from './spec/set-up'
import { adaStatus, anonymousStatus, endedStatus, graceStatus, steppedUp } from './spec/status-bodies'

const routes = [
  { path: 'vault', canMatch: [recentAuthGuard], component: Page },
  { path: '**', component: Page },
]

async function setUpVault(document: object | undefined = adaStatus) {
  const test = setUp({ document, routes })
  const prompt = mountPrompt()
  await test.router.navigateByUrl('/countries')
  return { ...test, prompt }
}

describe('recentAuthGuard', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('asks for the password and goes on to the page', async () => {
    const { auth, router, requests } = await setUpVault()
    const arrived = router.navigateByUrl('/vault?door=2#left')
    await settle()
    expect([router.url, auth.reauthenticationWanted()]).toEqual(['/countries', expect.anything()])
    const reauthenticated = auth.reauthenticate({ password: 'correct horse battery' })
    only(requests('/auth/session/reauthenticate')).flush(steppedUp(adaStatus))
    await reauthenticated
    await arrived
    expect([router.url, auth.reauthenticationWanted()]).toEqual(['/vault?door=2#left', null])
  })

  it('stays where it was when the person does not want to', async () => {
    const { auth, router } = await setUpVault()
    const arrived = router.navigateByUrl('/vault')
    await settle()
    auth.cancelReauthentication()
    await arrived
    expect(router.url).toBe('/countries')
    expect(auth.isLoggedIn()).toBe(true)
  })

  it('lands at home when there was no page before', async () => {
    const { auth, router } = setUp({ document: adaStatus, routes })
    mountPrompt()
    const arrived = router.navigateByUrl('/vault')
    await settle()
    auth.cancelReauthentication()
    await arrived
    expect(router.url).toBe('/')
  })

  it('stays where it was while there is no prompt to ask', async () => {
    const { auth, router, prompt } = await setUpVault()
    prompt.destroy()
    await router.navigateByUrl('/vault')
    expect([router.url, auth.reauthenticationWanted()]).toEqual(['/countries', null])
  })

  it('passes while the window is open, by the word of the server', async () => {
    const { auth, router, questions } = await setUpVault(steppedUp(adaStatus))
    const arrived = router.navigateByUrl('/vault')
    await settle()
    only(questions()).flush(steppedUp(adaStatus))
    await arrived
    expect([router.url, auth.reauthenticationWanted()]).toEqual(['/vault', null])
  })

  it('asks for the password when the window has shut meanwhile', async () => {
    const { auth, router, questions } = await setUpVault(steppedUp(adaStatus))
    void router.navigateByUrl('/vault')
    await settle()
    only(questions()).flush(adaStatus)
    await settle()
    expect(auth.reauthenticationWanted()).not.toBeNull()
  })

  it('L2 takes no outage for a window that has shut', async () => {
    const { router, questions } = await setUpVault(steppedUp(adaStatus))
    const arrived = router.navigateByUrl('/vault')
    await settle()
    refuse(only(questions()), 503, 'unavailable')
    await arrived
    expect(router.url).toBe('/vault')
  })

  it('leads to login with the wanted URL', async () => {
    const { auth, router } = await setUpVault(anonymousStatus)
    await router.navigateByUrl('/vault?door=2')
    expect(router.url).toBe('/login?returnUrl=%2Fvault%3Fdoor%3D2')
    expect(auth.reauthenticationWanted()).toBeNull()
  })

  it('leads to login when the session has ended meanwhile', async () => {
    const { router, questions } = await setUpVault(steppedUp(adaStatus))
    const arrived = router.navigateByUrl('/vault')
    await settle()
    only(questions()).flush(endedStatus)
    await arrived
    await vi.waitFor(() => {
      expect(router.url).toBe('/login?returnUrl=%2Fvault')
    })
  })

  it('leads to login when the person logs out instead', async () => {
    const { auth, router, requests } = await setUpVault()
    const arrived = router.navigateByUrl('/vault').catch(() => false)
    await settle()
    const logout = auth.logout()
    only(requests('/auth/logout')).flush(null, { status: 204, statusText: 'No Content' })
    await Promise.all([logout, arrived])
    expect(router.url).toBe('/login?returnUrl=%2Fvault')
  })

  it('FC-7 does not let somebody else pass who has logged in meanwhile', async () => {
    const { auth, router, requests } = await setUpVault()
    const arrived = router.navigateByUrl('/vault').catch(() => false)
    await settle()
    const login = auth.login({ email: 'grace@example.org', password: 'correct horse battery' })
    only(requests('/auth/login')).flush(graceStatus)
    await Promise.all([login, arrived])
    expect([router.url, auth.reauthenticationWanted()]).toEqual(['/countries', null])
  })

  it('takes its question back when the person goes elsewhere', async () => {
    const { auth, router } = await setUpVault()
    void router.navigateByUrl('/vault').catch(() => false)
    await settle()
    expect(auth.reauthenticationWanted()).not.toBeNull()
    await router.navigateByUrl('/hotels')
    expect([router.url, auth.reauthenticationWanted()]).toEqual(['/hotels', null])
  })

  it('leaves it to the browser when a server renders', async () => {
    const { router, questions } = setUp({ platform: 'server', routes })
    await router.navigateByUrl('/vault')
    expect([router.url, questions()]).toEqual(['/vault', []])
  })
})
