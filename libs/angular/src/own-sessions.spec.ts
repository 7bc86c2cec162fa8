import { describe, expect, it } from 'vitest'
import { authGuard } from './auth-guard'
import { only, Page, refuse, setUp } from './spec/set-up'
import { adaStatus } from './spec/status-bodies'

const routes = [
  { path: 'devices', canMatch: [authGuard], component: Page },
  { path: '**', component: Page },
]

const phone = { id: 'ses_2', current: false, device: { browser: 'Firefox', os: 'Android' } }

describe('AuthService.sessions', () => {
  it('lists where the person is logged in', async () => {
    const { auth, requests } = setUp({ document: adaStatus })
    const listed = auth.sessions.list()
    only(requests('/auth/sessions')).flush({ sessions: [phone] })
    await expect(listed).resolves.toEqual([phone])
  })

  it('ends one of them', async () => {
    const { auth, requests } = setUp({ document: adaStatus })
    const revoked = auth.sessions.revoke('ses_2')
    const request = only(requests('/auth/sessions/ses_2'))
    expect(request.request.method).toBe('DELETE')
    request.flush(null, { status: 204, statusText: 'No Content' })
    await revoked
    expect(auth.isLoggedIn()).toBe(true)
  })

  it('writes an id of another store into the path as it is', () => {
    const { auth, requests } = setUp({ document: adaStatus })
    void auth.sessions.revoke('../me')
    expect(requests('/auth/sessions/..%2Fme')).toHaveLength(1)
  })

  it('is logged out, and off guarded pages, after the end of its own', async () => {
    const { auth, requests, router } = setUp({ document: adaStatus, routes })
    await router.navigateByUrl('/devices')
    const revoked = auth.sessions.revoke('ses_1')
    only(requests('/auth/sessions/ses_1')).flush(null, { status: 204, statusText: 'No Content' })
    await revoked
    expect([auth.endReason(), router.url]).toEqual(['logged_out', '/login?returnUrl=%2Fdevices'])
  })

  it('says that one is over already', async () => {
    const { auth, requests } = setUp({ document: adaStatus })
    const revoked = auth.sessions.revoke('ses_2')
    refuse(only(requests('/auth/sessions/ses_2')), 404, 'not_found')
    await expect(revoked).rejects.toMatchObject({ code: 'not_found' })
    expect(auth.isLoggedIn()).toBe(true)
  })

  it('ends all others', async () => {
    const { auth, requests } = setUp({ document: adaStatus })
    const revoked = auth.sessions.revokeOthers()
    const request = only(requests('/auth/sessions'))
    expect(request.request.method).toBe('DELETE')
    request.flush(null, { status: 204, statusText: 'No Content' })
    await revoked
    expect(auth.isLoggedIn()).toBe(true)
  })
})
